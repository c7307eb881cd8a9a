using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Sources;
using Reconvene.Server.Tests.Sources;
using Reconvene.Simulator.Control;
using Reconvene.Testing;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Tests.Ledger;

/// <summary>Trashed, recovered, deleted: where Zoom has a recording, and what that means for what is held.</summary>
public sealed class WhereAtZoomTests
{
    private const string Reading = "/v2/meetings/{meeting}/recordings";
    private const string NotThere = """{"code":3301,"message":"This recording does not exist."}""";

    private static readonly string[] FileIds = ["of no account"];

    private readonly TestClock _clock = new();

    [Theory]
    [Engines]
    public async Task What_is_trashed_says_until_when_it_can_be_recovered_and_stays_usable_here(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        var held = await world.Control.HoldMeetingAsync(new HoldMeeting { Topic = "Thrown away" }, CancellationToken.None);
        await world.DrainAsync();
        var before = await world.OnlyRecordingAsync();
        Assert.Equal(("ready", "listed"), (before.State(), before.Text("at_zoom")));

        await world.TrashAsync(held.Meeting.Uuid);
        var trashedAt = _clock.GetUtcNow();
        await world.SettleAsync();

        var trashed = await world.OnlyRecordingAsync();
        Assert.Equal(("ready", "trashed"), (trashed.State(), trashed.Text("at_zoom")));
        Assert.Equal((trashedAt, trashedAt.AddDays(30)), (trashed.Moment("at_zoom_since"), trashed.Moment("at_zoom_until")));
        Assert.Equal(before.GetProperty("files").GetRawText(), trashed.GetProperty("files").GetRawText());
        Assert.Equal(before.GetProperty("deliverables").GetRawText(), trashed.GetProperty("deliverables").GetRawText());

        await world.RecoverAsync(held.Meeting.Uuid);
        await world.DrainAsync();
        var back = await world.OnlyRecordingAsync();
        Assert.Equal(("ready", "listed", null), (back.State(), back.Text("at_zoom"), back.Moment("at_zoom_until")));
        Assert.NotNull(back.Moment("next_check_at"));
    }

    [Theory]
    [Engines]
    public async Task When_the_trash_has_let_go_of_it_that_is_found_out_and_what_is_held_stays(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        var held = await world.Control.HoldMeetingAsync(new HoldMeeting { Topic = "Thirty days" }, CancellationToken.None);
        await world.DrainAsync();
        await world.TrashAsync(held.Meeting.Uuid);
        await world.SettleAsync();
        world.Control.WebhookTarget = null;

        await world.LookAsync(TimeSpan.FromDays(30));
        await world.SettleAsync();

        var gone = await world.OnlyRecordingAsync();
        Assert.Equal(("ready", "deleted"), (gone.State(), gone.Text("at_zoom")));
        Assert.Equal((null, null), (gone.Moment("at_zoom_until"), gone.Moment("next_check_at")));
        Assert.All(gone.Files(), file => Assert.Equal("held", file.State()));
    }

    [Theory]
    [Engines]
    public async Task What_was_not_held_and_is_in_the_trash_says_how_to_get_it_back_and_a_recovery_brings_it_by_itself(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        world.Fault(503, times: null, path: "/rec/download/*");
        var held = await world.Control.HoldMeetingAsync(new HoldMeeting { Topic = "Too late" }, CancellationToken.None);
        await world.DrainAsync();
        await world.TrashAsync(held.Meeting.Uuid);
        await world.SettleAsync(hours: 2);

        var trashed = await world.OnlyRecordingAsync();
        Assert.Equal(("gone_at_zoom", "trashed"), (trashed.State(), trashed.Text("at_zoom")));
        Assert.Contains("recover it at Zoom until 2026-04-01", trashed.Text("reason"), StringComparison.Ordinal);
        Assert.All(trashed.Files(), file => Assert.Equal(("missing", trashed.Text("reason")), (file.State(), file.Text("reason"))));

        world.Control.ClearFaults();
        await world.RecoverAsync(held.Meeting.Uuid);
        await world.DrainAsync();
        var back = await world.OnlyRecordingAsync();
        Assert.Equal(("ready", "listed"), (back.State(), back.Text("at_zoom")));
        world.HoldsWhatZoomHas(back, held.Meeting.Uuid);
    }

    [Theory]
    [Engines]
    public async Task Batch_events_name_many_in_either_of_their_forms(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        await world.OnlyAsync(world.UserId("priya.nair@sim.example"));
        world.Control.WebhookTarget = null;
        var meetings = new List<string>();
        for (var number = 0; number < 3; number++)
        {
            meetings.Add((await world.HoldQuietlyAsync($"Lesson {number}")).Meeting.Uuid);
        }

        await world.SyncAsync("?from_date=2026-03-02");
        foreach (var uuid in meetings)
        {
            await world.TrashAsync(uuid);
        }

        _clock.Advance(TimeSpan.FromMinutes(10));
        world.Control.WebhookTarget = new Uri(world.Server.Address, "/webhooks/zoom");
        await world.SendAsync(Batch(world, "recording.batch_trashed", new { meeting_uuids = meetings }));
        await world.SettleAsync();
        Assert.All(await world.RecordingsAsync(), recording => Assert.Equal("trashed", recording.Text("at_zoom")));

        world.Control.WebhookTarget = null;
        await world.RecoverAsync(meetings[0]);
        await world.RecoverAsync(meetings[1]);
        world.Control.WebhookTarget = new Uri(world.Server.Address, "/webhooks/zoom");
        var listed = meetings.Select(uuid => new { meeting_uuid = uuid, recording_file_ids = FileIds });
        await world.SendAsync(Batch(world, "recording.batch_recovered", new { meetings = listed }));
        await world.SettleAsync();
        Assert.Equal("listed listed trashed", await PlacesAsync(world));

        world.Control.WebhookTarget = null;
        await world.DeleteAsync(meetings[0]);
        _clock.Advance(TimeSpan.FromMinutes(10));
        world.Control.WebhookTarget = new Uri(world.Server.Address, "/webhooks/zoom");
        await world.SendAsync(Batch(world, "recording.batch_deleted", new { meetings = listed }));
        await world.SettleAsync();
        Assert.Equal("deleted listed trashed", await PlacesAsync(world));
        Assert.All(await world.RecordingsAsync(), recording => Assert.Equal("ready", recording.State()));
    }

    [Theory]
    [Engines]
    public async Task A_destructive_event_older_than_what_it_would_destroy_is_kept_and_Zoom_is_not_even_asked(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        var held = await world.Control.HoldMeetingAsync(new HoldMeeting { Topic = "Still here" }, CancellationToken.None);
        await world.DrainAsync();
        await world.Server.Services.GetRequiredService<TakenRecordings>().SettleAsync(CancellationToken.None);
        var before = (await world.OnlyRecordingAsync()).GetRawText();

        // As bad as can be: an hour old, and Zoom has a bad day.
        world.Fault(404, NotThere, times: null, path: Reading);
        world.Fault(200, """{"total_records":0,"meetings":[]}""", times: null);
        world.Control.ClearLog();
        foreach (var name in new[] { "recording.trashed", "recording.deleted" })
        {
            await world.SendAsync(JsonSerializer.Serialize(new
            {
                @event = name,
                event_ts = (_clock.GetUtcNow() - TimeSpan.FromHours(1)).ToUnixTimeMilliseconds(),
                payload = new { account_id = world.Control.World().AccountId, @object = new { uuid = held.Meeting.Uuid, id = 1 } },
            }));
        }

        await world.SettleAsync();

        Assert.Equal(before, (await world.OnlyRecordingAsync()).GetRawText());
        Assert.Equal(0, world.Readings());
        var kept = await world.Server.Database.QueryAsync<string>(
            "SELECT state || ' ' || COALESCE(reason, '') FROM webhook_events WHERE event IN ('recording.trashed', 'recording.deleted')", null, CancellationToken.None);
        Assert.Equal(2, kept.Count);
        Assert.All(kept, row => Assert.StartsWith("kept It is older", row, StringComparison.Ordinal));
    }

    [Theory]
    [Engines]
    public async Task One_trashed_file_is_missing_and_the_others_are_held_and_its_recovery_brings_it(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        await world.OnlyAsync(world.UserId("priya.nair@sim.example"));
        world.Control.WebhookTarget = null;
        world.Fault(503, times: null, path: "/rec/download/*");
        var held = await world.HoldQuietlyAsync("One of two", "audio", "transcript");
        await world.SyncAsync("?from_date=2026-03-02");
        var audio = held.Files.Single(file => file.FileType is "M4A");
        world.Control.WebhookTarget = new Uri(world.Server.Address, "/webhooks/zoom");
        await (await world.ClientAsync()).TrashRecordingFileAsync(MeetingReference.Of(new MeetingUuid(held.Meeting.Uuid)), audio.Id!, CancellationToken.None);
        world.Control.ClearFaults();
        await world.SettleAsync(hours: 2);

        var one = await world.OnlyRecordingAsync();
        Assert.Equal(("needs_attention", "listed"), (one.State(), one.Text("at_zoom")));
        var lost = Assert.Single(one.Files(), file => file.Text("file_type") is "M4A");
        Assert.Equal("missing", lost.State());
        Assert.Contains("recover it within 30 days", lost.Text("reason"), StringComparison.Ordinal);
        Assert.Equal("held", Assert.Single(one.Files(), file => file.Text("file_type") is "TRANSCRIPT").State());

        await world.RecoverFileAsync(held.Meeting.Uuid, audio.Id!);
        await world.SettleAsync();
        var back = await world.OnlyRecordingAsync();
        Assert.Equal("ready", back.State());
        world.HoldsWhatZoomHas(back, held.Meeting.Uuid);
    }

    [Theory]
    [Engines]
    public async Task No_error_of_Zoom_is_taken_for_gone(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        var held = await world.Control.HoldMeetingAsync(new HoldMeeting { Topic = "Unreachable" }, CancellationToken.None);
        await world.DrainAsync();
        _clock.Advance(TimeSpan.FromMinutes(10));
        (int Status, string Body)[] errors =
        [
            (500, ""), (429, """{"code":429,"message":"You have reached the maximum per-second rate limit for this API."}"""),
            (400, """{"code":300,"message":"Invalid."}"""), (403, """{"code":200,"message":"No permission."}"""), (200, "[]"), (404, "<html></html>"),
        ];
        foreach (var (status, body) in errors)
        {
            world.Control.ClearFaults();
            world.Fault(status, body, times: null, path: Reading);
            await world.SendAsync(world.Event("recording.deleted", held.Meeting.Uuid, $"{status} {body}"));
            await world.SettleAsync(hours: 1);
            var recording = await world.OnlyRecordingAsync();
            Assert.True(
                (recording.State(), recording.Text("at_zoom")) is ("ready", "listed"), $"{status} {body}: {recording.GetRawText()}");
        }

        // And a 404 that the list does not confirm.
        world.Control.ClearFaults();
        world.Fault(404, NotThere, times: null, path: Reading);
        await world.SendAsync(world.Event("recording.deleted", held.Meeting.Uuid, "not confirmed"));
        await world.SettleAsync(hours: 1);
        Assert.Equal("listed", (await world.OnlyRecordingAsync()).Text("at_zoom"));
        Assert.All((await world.OnlyRecordingAsync()).Files(), file => Assert.Equal("held", file.State()));
    }

    private static async Task<string> PlacesAsync(World world) => string.Join(
        ' ', (await world.RecordingsAsync()).OrderBy(recording => recording.Text("topic"), StringComparer.Ordinal).Select(recording => recording.Text("at_zoom")));

    private static string Batch(World world, string name, object subject) => JsonSerializer.Serialize(new
    {
        @event = name,
        event_ts = world.Control.Now.ToUnixTimeMilliseconds(),
        payload = new { account_id = world.Control.World().AccountId, @object = subject },
    });
}
