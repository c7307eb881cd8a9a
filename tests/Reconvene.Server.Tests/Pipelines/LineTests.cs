using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Pipelines;

/// <summary>The whole way of a recording: from either door to a deliverable.</summary>
public sealed class LineTests
{
    [Theory]
    [Engines]
    public async Task A_sync_brings_every_recording_and_what_was_said_becomes_a_deliverable(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        var task = await world.SyncAsync("?from_date=" + DaysAgo(45));

        Assert.True(task.GetProperty("state").GetString() is "SUCCESS", world.Explain(task));
        var result = task.GetProperty("result");
        Assert.Equal(result.GetProperty("announced").GetInt32(), result.GetProperty("listed").GetInt32());
        var recordings = await world.RecordingsAsync();
        Assert.Equal(result.GetProperty("found").GetInt32(), recordings.Count);
        Assert.NotEmpty(recordings);
        Assert.All(recordings, recording => Assert.Matches("^(ready|held|waiting)$", recording.GetProperty("state").GetString()));
        Assert.Contains(recordings, recording => recording.GetProperty("deliverables").GetArrayLength() > 0);
    }

    [Theory]
    [Engines]
    public async Task What_is_held_equals_what_Zoom_has_to_the_byte(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        await world.SyncAsync("?from_date=" + DaysAgo(45));

        var theirs = world.Control.Files()
            .Where(file => file is { IsProcessing: false, IsTrashed: false })
            .Select(file => file.Sha256)
            .Order(StringComparer.Ordinal);
        var ours = new List<string>();
        foreach (var recording in await world.RecordingsAsync())
        {
            foreach (var file in recording.GetProperty("files").EnumerateArray().Where(IsHeld))
            {
                var content = await world.Owner.GetByteArrayAsync(new Uri(
                    $"/api/v1/recordings/{recording.GetProperty("id")}/files/{file.GetProperty("id")}/content", UriKind.Relative));
                Assert.Equal(file.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(content)));
                ours.Add(file.GetProperty("sha256").GetString()!);
            }
        }

        Assert.Equal(theirs, ours.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task The_ledger_shows_nothing_missing_after_a_sync(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        await world.SyncAsync("?from_date=" + DaysAgo(45));

        var days = (await world.GetAsync($"/api/v1/ledger?credential_id={world.Credential}&from={DaysAgo(45)}"))
            .EnumerateArray().ToList();
        Assert.NotEmpty(days);
        Assert.All(days, day =>
        {
            Assert.Empty(day.GetProperty("missing").EnumerateArray());
            Assert.Equal(0, day.GetProperty("queued").GetInt32());
            Assert.Equal(
                day.GetProperty("listed").GetInt32(),
                day.GetProperty("held").GetInt32() + day.GetProperty("waiting").GetInt32());
        });
    }

    [Theory]
    [Engines]
    public async Task A_second_sync_changes_nothing(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        await world.SyncAsync("?from_date=" + DaysAgo(45));
        var before = await world.GetAsync("/api/v1/recordings?limit=300");

        var task = await world.SyncAsync("?from_date=" + DaysAgo(45));

        Assert.Equal(0, task.GetProperty("result").GetProperty("saved").GetInt32());
        Assert.Equal(0, task.GetProperty("result").GetProperty("updated").GetInt32());
        Assert.Equal(before.GetRawText(), (await world.GetAsync("/api/v1/recordings?limit=300")).GetRawText());
    }

    [Theory]
    [Engines]
    public async Task A_meeting_held_now_is_learned_by_webhook_though_its_events_come_twice_and_in_the_wrong_order(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        await world.Control.HoldMeetingAsync(
            new HoldMeeting { Topic = "Weekly review", Copies = 2, Order = EventOrder.Reversed }, CancellationToken.None);
        await world.DrainAsync();

        var recording = Assert.Single(await world.RecordingsAsync());
        Assert.Equal("webhook", recording.GetProperty("learned_by").GetString());
        Assert.Equal("Weekly review", recording.GetProperty("topic").GetString());
        Assert.Equal("ready", recording.GetProperty("state").GetString());
        Assert.Single(recording.GetProperty("deliverables").EnumerateArray());
    }

    private static bool IsHeld(JsonElement file) => file.GetProperty("state").GetString() is "held";

    private static string DaysAgo(int days) =>
        TimeProvider.System.GetUtcNow().AddDays(-days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
