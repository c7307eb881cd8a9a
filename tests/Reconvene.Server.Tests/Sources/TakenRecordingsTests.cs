using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Sources;
using Reconvene.Server.Tests.Ledger;
using Reconvene.Simulator.Control.Phone;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Sources;

/// <summary>Which source took a recording, and so by whose rule its media are kept.</summary>
public sealed class TakenRecordingsTests
{
    private const string Priya = "priya.nair@sim.example";

    private readonly TestClock _clock = new();

    [Theory]
    [Engines]
    public async Task A_source_of_Zoom_Phone_has_no_meeting_and_one_of_meetings_has_no_call(TestEngine engine)
    {
        await using var world = await PhoneScene.StartAsync(engine, _clock, new { recording_type = "phone" });
        var meetings = await AddAsync(world, new { recording_type = "cloud" });
        await world.Control.HoldMeetingAsync(new() { Topic = "Told by an event", Host = Priya }, CancellationToken.None);
        await world.Control.Phone.HoldCallAsync(new HoldCall(), CancellationToken.None);
        await world.DrainAsync();

        await world.SyncAsync();
        await SettleAsync(world);

        var all = await world.RecordingsAsync();
        Assert.Equal(meetings, SourceOf(Assert.Single(all, one => one.Text("kind") is "meeting")));
        Assert.All(all.Where(one => one.Text("kind") is not "meeting"), one => Assert.Equal(world.Source, SourceOf(one)));
        Assert.Contains(all, one => one.Text("kind") is "voicemail");
    }

    [Theory]
    [Engines]
    public async Task Of_calls_that_events_brought_the_oldest_source_of_meetings_has_none(TestEngine engine)
    {
        await using var world = await PhoneScene.StartAsync(engine, _clock, new { recording_type = "cloud" });
        var calls = await AddAsync(world, new { recording_type = "phone" });
        await world.Control.Phone.HoldCallAsync(new HoldCall(), CancellationToken.None);
        await world.DrainAsync();

        await SettleAsync(world);

        Assert.Equal(calls, SourceOf(await world.OnlyRecordingAsync()));
    }

    [Theory]
    [Engines]
    public async Task A_sync_has_what_it_listed_and_not_what_lies_in_its_days(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        await world.OnlyAsync(world.Maria());
        var whole = await AddAsync(world, new { recording_type = "cloud" });
        await world.Control.HoldMeetingAsync(new() { Topic = "Told by an event", Host = Priya }, CancellationToken.None);
        await world.DrainAsync();
        world.Fault(400, """{"code":300,"message":"Not this host."}""", times: null, path: $"/v2/users/{world.UserId(Priya)}/recordings");

        await world.SyncAsync(whole, "?from_date=2026-03-02");
        Assert.Null(SourceOf(await world.OnlyRecordingOfAsync("Told by an event")));

        world.Control.ClearFaults();
        await world.SyncAsync(whole, "?from_date=2026-03-02");
        Assert.Equal(whole, SourceOf(await world.OnlyRecordingOfAsync("Told by an event")));
    }

    [Theory]
    [Engines]
    public async Task What_two_sources_list_is_the_one_s_that_listed_it_first(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        var other = await AddAsync(world, new { recording_type = "all", include_trash = true });
        await world.HoldQuietlyAsync("Of both");

        await world.SyncAsync(other, "?from_date=2026-03-02");
        await world.SyncAsync("?from_date=2026-03-02");
        await SettleAsync(world);

        Assert.Equal(other, SourceOf(await world.OnlyRecordingOfAsync("Of both")));
    }

    [Theory]
    [Engines]
    public async Task Recordings_of_a_sub_account_are_those_of_a_source_that_names_it(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        await world.Control.HoldMeetingAsync(new() { Topic = "Own", Host = Priya }, CancellationToken.None);
        await world.Control.HoldMeetingAsync(new() { Topic = "Of a sub-account", Host = Priya }, CancellationToken.None);
        await world.DrainAsync();
        await world.ChangeAsync("UPDATE meetings SET account_id = 'sub-account' WHERE topic = 'Of a sub-account'");

        await SettleAsync(world);

        Assert.Equal(world.Source, SourceOf(await world.OnlyRecordingOfAsync("Own")));
        Assert.Null(SourceOf(await world.OnlyRecordingOfAsync("Of a sub-account")));
    }

    [Theory]
    [Engines]
    public async Task What_an_older_server_gave_to_a_source_that_does_not_take_it_is_looked_at_again(TestEngine engine)
    {
        await using var world = await PhoneScene.StartAsync(engine, _clock, new { recording_type = "phone" });
        var meetings = await AddAsync(world, new { recording_type = "CLOUD" });
        await world.Control.HoldMeetingAsync(new() { Topic = "Held", Host = Priya }, CancellationToken.None);
        await world.Control.HoldMeetingAsync(new() { Topic = "Of a sub-account", Host = Priya }, CancellationToken.None);
        await world.Control.Phone.HoldCallAsync(new HoldCall(), CancellationToken.None);
        await world.DrainAsync();
        await world.ChangeAsync($"UPDATE recordings SET source_known = 2, source_id = CASE WHEN meeting_id IN (SELECT id FROM meetings WHERE topic = 'Of a sub-account') THEN {meetings} ELSE {world.Source} END");
        await world.ChangeAsync("UPDATE meetings SET account_id = 'sub-account' WHERE topic = 'Of a sub-account'");

        await world.ChangeAsync(Migration.AllFor(world.Server.DatabaseOptions.Engine).Single(one => one.Name is "0014_taken").Sql);
        await SettleAsync(world);

        Assert.Equal(meetings, SourceOf(await world.OnlyRecordingOfAsync("Held")));
        Assert.Null(SourceOf(await world.OnlyRecordingOfAsync("Of a sub-account")));
        Assert.Equal(world.Source, SourceOf(Assert.Single(await world.RecordingsAsync(), one => one.Text("kind") is "phone_call")));
    }

    private static Task<int> SettleAsync(World world) =>
        world.Server.Services.GetRequiredService<TakenRecordings>().SettleAsync(CancellationToken.None);

    private static async Task<long> AddAsync(World world, object config)
    {
        var made = await world.Owner.SendAsync(
            HttpMethod.Post, "/api/v1/sources", JsonSerializer.Serialize(new { name = "Another", platform = "zoom", credential_id = world.Credential, config }));
        Assert.True(made.Code is 201, made.Text);
        return made.Json.GetProperty("id").GetInt64();
    }

    private static long? SourceOf(JsonElement recording) =>
        recording.GetProperty("source_id") is { ValueKind: JsonValueKind.Number } source ? source.GetInt64() : null;
}
