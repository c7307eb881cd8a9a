using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Ledger;
using Reconvene.Server.Tests.Sources;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Ledger;

/// <summary>What Zoom makes late is found, also when nothing tells of it.</summary>
public sealed class LateFilesTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly TestClock _clock = new();

    [Theory]
    [Engines]
    public async Task A_recording_without_a_transcript_says_when_it_is_looked_at_next_and_in_the_end_what_to_switch_on(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        await world.Control.HoldMeetingAsync(new HoldMeeting { Topic = "Silent", Files = ["audio", "chat"] }, CancellationToken.None);
        await world.DrainAsync();
        var seen = _clock.GetUtcNow();
        var fetched = world.Fetched().Count;
        TimeSpan[] looks = [TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromDays(1), TimeSpan.FromDays(3)];

        foreach (var look in looks)
        {
            var waiting = await world.OnlyRecordingAsync();
            Assert.Equal(("held", seen + look), (waiting.State(), waiting.Moment("next_check_at")));
            Assert.Equal($"Waiting for Zoom's transcript, next look at {seen + look:yyyy-MM-dd HH:mm} UTC.", waiting.Text("reason"));
            var before = world.Readings();
            await world.LookAsync(seen + look - _clock.GetUtcNow() - Minute);
            Assert.Equal(before, world.Readings());
            await world.LookAsync(Minute);
            Assert.Equal(before + 1, world.Readings());
        }

        var last = await world.OnlyRecordingAsync();
        Assert.Null(last.Moment("next_check_at"));
        Assert.Equal("Zoom produced none: switch on audio transcripts in the account's recording settings.", last.Text("reason"));
        var asked = world.Readings();
        await world.LookAsync(TimeSpan.FromDays(30));
        Assert.Equal((asked, fetched), (world.Readings(), world.Fetched().Count));
    }

    [Theory]
    [Engines]
    public async Task A_transcript_that_no_event_tells_of_is_found_by_a_look_and_nothing_else_is_done_twice(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        await world.Control.HoldMeetingAsync(
            new HoldMeeting { Topic = "Slow words", TranscriptAfter = TimeSpan.FromMinutes(40) }, CancellationToken.None);
        await world.DrainAsync();
        world.Control.WebhookTarget = null;
        await world.LookAsync(TimeSpan.FromMinutes(15));
        Assert.Equal("held", (await world.OnlyRecordingAsync()).State());
        world.Control.ClearLog();

        await world.LookAsync(TimeSpan.FromMinutes(45));

        var found = await world.OnlyRecordingAsync();
        Assert.Equal(("ready", null), (found.State(), found.Text("reason")));
        Assert.Single(found.GetProperty("deliverables").EnumerateArray());
        var transcript = Assert.Single(found.Files(), file => file.Text("file_type") is "TRANSCRIPT");
        Assert.Equal(("sync", "webhook"), (transcript.Text("learned_by"), found.Text("learned_by")));
        Assert.Single(world.Fetched());
        var (deliverable, fetched) = (found.GetProperty("deliverables").GetRawText(), world.Fetched().Count);

        await world.LookAsync(TimeSpan.FromHours(5));
        var later = await world.OnlyRecordingAsync();
        Assert.Equal((deliverable, fetched), (later.GetProperty("deliverables").GetRawText(), world.Fetched().Count));
        Assert.Equal(1, await world.Server.Database.FindAsync<long>("SELECT SUM(version) FROM deliverables", null, CancellationToken.None));
        Assert.NotNull(later.Moment("next_check_at"));
    }

    [Theory]
    [Engines]
    public async Task An_event_that_comes_while_a_look_waits_is_followed_as_an_event(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        var held = await world.Control.HoldMeetingAsync(
            new HoldMeeting { Topic = "Slow words", Files = ["audio", "transcript"], TranscriptAfter = TimeSpan.FromMinutes(5) }, CancellationToken.None);
        await world.DrainAsync();
        var target = world.Control.WebhookTarget;
        world.Control.WebhookTarget = null;
        world.Fault(503, path: "/v2/meetings/{meeting}/recordings");
        await world.LookAsync(TimeSpan.FromMinutes(15));
        await world.ChangeAsync("UPDATE recording_files SET state = 'missing', reason = 'Tried in vain.', held_at = NULL WHERE state = 'held'");
        world.Control.WebhookTarget = target;

        await world.SendAsync(world.Event("recording.transcript_completed", held.Meeting.Uuid));
        await world.SettleAsync(hours: 1);

        var found = await world.OnlyRecordingAsync();
        Assert.All(found.Files(), file => Assert.Equal(("held", "webhook"), (file.State(), file.Text("learned_by"))));
        Assert.Equal(2, found.Files().Count);
    }

    [Theory]
    [Engines]
    public async Task What_a_sync_finds_days_later_is_looked_at_only_while_something_may_still_come(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        await world.OnlyAsync(world.Maria());
        await world.SyncAsync("?from_date=2026-01-01");

        var recordings = await world.RecordingsAsync();
        Assert.Contains(recordings, recording => recording.Moment("next_check_at") is null);
        Assert.All(recordings, recording => Assert.Equal(
            recording.Moment("start_time") > _clock.GetUtcNow().AddDays(-3) || recording.Files().Any(file => file.State() is "waiting"),
            recording.Moment("next_check_at") is not null));
    }

    [Theory]
    [Engines]
    public async Task A_look_that_was_due_while_the_server_was_down_is_done_once_after_the_start(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        await world.OnlyAsync(world.UserId("priya.nair@sim.example"));
        await world.HoldQuietlyAsync("Before the night", "audio");
        await world.SyncAsync("?from_date=2026-03-02");
        var seen = _clock.GetUtcNow();
        await world.Server.StopAsync();
        _clock.Advance(TimeSpan.FromHours(8));
        world.Control.ClearLog();
        await world.Server.RestartAsync();

        await world.LookAsync(TimeSpan.Zero);

        Assert.Equal(1, world.Readings());
        Assert.Equal(seen.AddDays(1), await world.Server.Database.FindAsync<DateTimeOffset?>(
            "SELECT next_look_at FROM recordings", null, CancellationToken.None));
    }

    [Fact]
    public async Task Two_nodes_that_ask_at_once_make_one_look()
    {
        await using var world = await SyncScene.StartAsync(TestEngine.Postgres, _clock);
        await using var other = await world.Server.SecondNodeAsync();
        await world.OnlyAsync(world.UserId("priya.nair@sim.example"));
        for (var number = 0; number < 8; number++)
        {
            await world.HoldQuietlyAsync($"Lesson {number}", "audio");
        }

        await world.SyncAsync("?from_date=2026-03-02");
        world.Control.ClearLog();
        _clock.Advance(TimeSpan.FromMinutes(15));
        await Task.WhenAll(
            world.Server.Services.GetRequiredService<LateLooks>().RunAsync(CancellationToken.None),
            other.Services.GetRequiredService<LateLooks>().RunAsync(CancellationToken.None));
        await world.DrainAsync();

        Assert.Equal(8, world.Readings());
    }

    [Theory]
    [Engines]
    public async Task When_nothing_is_due_an_index_says_so(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        const string Due = "SELECT id FROM recordings WHERE next_look_at <= 1";
        await using var work = await world.Server.Database.BeginAsync(CancellationToken.None);
        if (engine is TestEngine.Postgres)
        {
            await work.ExecuteAsync("SET LOCAL enable_seqscan = off", null, CancellationToken.None);
        }

        var plan = engine is TestEngine.Postgres
            ? await work.QueryAsync<string>($"EXPLAIN {Due}", null, CancellationToken.None)
            : [.. (await work.QueryAsync<Step>($"EXPLAIN QUERY PLAN {Due}", null, CancellationToken.None)).Select(step => step.Detail)];

        Assert.Contains("recordings_to_look", string.Join('\n', plan), StringComparison.Ordinal);
    }

    private sealed class Step
    {
        public string Detail { get; init; } = "";
    }
}
