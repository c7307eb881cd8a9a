using System.Text.Json;
using Reconvene.Server.Tests.Sources;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Ledger;

/// <summary>Events are hints: whatever comes, in whatever order, the ledger says what Zoom says.</summary>
public sealed class EventOrderTests
{
    private static readonly string[] Names =
        ["recording.completed", "recording.transcript_completed", "recording.renamed", "recording.recovered", "recording.trashed"];

    private static readonly string[] Truths = ["listed", "trashed", "deleted"];

    /// <summary>
    /// All 120 orders of five events, with a sixth in each: one of them again, or a deletion. Zoom has the recording in the
    /// end in one of three ways, for each order another one on either engine; that comes true before the last event,
    /// whichever it is.
    /// </summary>
    [Theory]
    [Engines]
    public async Task Every_order_of_a_recordings_events_ends_in_the_state_that_Zoom_shows(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, new TestClock(), new(StringComparer.Ordinal)
        {
            ["Jobs:AccountParallelism"] = "6", ["Jobs:DownloadParallelism"] = "4", ["Jobs:WorkParallelism"] = "4", ["Jobs:Threads"] = "14",
        });
        world.Control.WebhookTarget = null;
        var orders = Permutations(Names).Select((order, number) => Repeat(order, number)).ToList();
        var runs = new List<(IReadOnlyList<string> Order, string Truth, HeldMeeting Held, string Topic)>();
        foreach (var (order, truth) in orders.Select((order, number) => (order, Truths[(number + (int)engine) % Truths.Length])))
        {
            var held = await world.HoldQuietlyAsync($"Before {runs.Count}", "transcript");
            await world.Control.RenameRecordingAsync(held.Meeting.Uuid, $"After {runs.Count}", CancellationToken.None);
            runs.Add((order, truth, held, $"After {runs.Count}"));
        }

        for (var round = 0; round <= Names.Length; round++)
        {
            if (round == Names.Length)
            {
                await BecomeTrueAsync(world, runs.Select(run => (run.Truth, run.Held.Meeting.Uuid)));
            }

            world.Control.WebhookTarget = new Uri(world.Server.Address, "/webhooks/zoom");
            foreach (var run in runs)
            {
                await world.SendAsync(world.Event(run.Order[round], run.Held.Meeting.Uuid, $"{round}"));
            }

            await world.DrainAsync();
        }

        await world.SettleAsync();
        var recordings = (await world.AllRecordingsAsync()).ToDictionary(recording => recording.Text("topic")!, StringComparer.Ordinal);
        Assert.Equal(runs.Count, recordings.Count);
        foreach (var run in runs)
        {
            var recording = recordings[run.Topic];
            Assert.True(
                (recording.State(), recording.Text("at_zoom")) == ("ready", run.Truth), $"{string.Join(", ", run.Order)}: {recording.GetRawText()}");
            Assert.Equal(
                run.Held.Files.Select(file => file.Sha256).Order(StringComparer.Ordinal),
                recording.Files().Where(file => file.State() is "held").Select(file => file.Text("sha256")).Order(StringComparer.Ordinal));
            Assert.Single(recording.GetProperty("deliverables").EnumerateArray());
        }

        Assert.Equal(runs.Count, await world.Server.Database.FindAsync<long>("SELECT SUM(version) FROM deliverables", null, CancellationToken.None));
    }

    [Theory]
    [Engines]
    public async Task A_recording_completed_again_as_files_finish_gets_the_files_and_its_deliverable_is_renewed_once(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await SyncScene.StartAsync(engine, clock);
        var held = await world.Control.HoldMeetingAsync(
            new HoldMeeting { Topic = "Bit by bit", Files = ["audio", "transcript"], TranscriptAfter = TimeSpan.FromMinutes(10) }, CancellationToken.None);
        await world.DrainAsync();
        Assert.Single((await world.OnlyRecordingAsync()).Files());
        var target = world.Control.WebhookTarget;
        world.Control.WebhookTarget = null;
        clock.Advance(TimeSpan.FromMinutes(10));
        await world.Control.AdvanceClockAsync(TimeSpan.Zero, CancellationToken.None);
        world.Control.WebhookTarget = target;

        await world.SendAsync(world.Event("recording.completed", held.Meeting.Uuid, "again"));
        await world.SendAsync(world.Event("recording.completed", held.Meeting.Uuid, "and again"));
        await world.DrainAsync();
        var added = await world.OnlyRecordingAsync();
        Assert.Equal("ready", added.State());
        world.HoldsWhatZoomHas(added, held.Meeting.Uuid);
        Assert.Equal(2, world.Fetched().Count(path => !path.Contains("redirect", StringComparison.Ordinal)));
        Assert.Equal(1, await MadeAsync());

        var transcript = world.Control.Files().Single(file => file.MeetingUuid == held.Meeting.Uuid && file.FileType is "TRANSCRIPT");
        world.Control.ReplaceBytes(
            transcript.Key, "WEBVTT\r\n\r\n1\r\n00:00:01.000 --> 00:00:04.000\r\nPriya Nair: We decided to move the whole release to Friday.\r\n"u8.ToArray());
        await world.SendAsync(world.Event("recording.completed", held.Meeting.Uuid, "a third time"));
        await world.SendAsync(world.Event("recording.completed", held.Meeting.Uuid, "a fourth time"));
        await world.DrainAsync();
        await world.SendAsync(world.Event("recording.completed", held.Meeting.Uuid, "a fifth time"));
        await world.DrainAsync();

        world.HoldsWhatZoomHas(await world.OnlyRecordingAsync(), held.Meeting.Uuid);
        Assert.Equal(2, await MadeAsync());

        Task<long> MadeAsync() => world.Server.Database.FindAsync<long>("SELECT SUM(version) FROM deliverables", null, CancellationToken.None);
    }

    [Theory]
    [Engines]
    public async Task A_recording_that_cannot_be_read_when_its_event_comes_is_found_by_the_next_sync_and_taken_once(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await SyncScene.StartAsync(engine, clock);
        await world.OnlyAsync(world.Maria());
        world.Fault(404, """{"code":3301,"message":"This recording does not exist."}""", times: 3, path: "/v2/meetings/{meeting}/recordings");
        var held = await world.Control.HoldMeetingAsync(
            new HoldMeeting { Topic = "Early", Host = "maria.keller@sim.example", Files = ["audio", "transcript"] }, CancellationToken.None);
        await world.DrainAsync();
        Assert.Empty(await world.RecordingsAsync());

        await world.SyncAsync("?from_date=2026-03-02");
        await world.SettleAsync(hours: 3);

        var found = await world.OnlyRecordingOfAsync("Early");
        Assert.Equal(("ready", "sync"), (found.State(), found.Text("learned_by")));
        world.HoldsWhatZoomHas(found, held.Meeting.Uuid);
        Assert.Single(found.GetProperty("deliverables").EnumerateArray());
        Assert.Equal(1, await world.Server.Database.FindAsync<long>(
            "SELECT SUM(version) FROM deliverables WHERE recording_id = @id", new { id = found.GetProperty("id").GetInt64() }, CancellationToken.None));
    }

    [Theory]
    [Engines]
    public async Task Events_that_come_85_minutes_late_count_as_if_they_had_come_at_once(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await SyncScene.StartAsync(engine, clock);
        var target = world.Control.WebhookTarget;
        world.Control.WebhookTarget = new Uri("http://127.0.0.1:9/nobody");
        world.Control.Switches.RetriesKeepTimestamp = true;
        await world.Control.HoldMeetingAsync(new HoldMeeting { Topic = "Late" }, CancellationToken.None);
        foreach (var minutes in new[] { 5, 20 })
        {
            clock.Advance(TimeSpan.FromMinutes(minutes));
            await world.Control.AdvanceClockAsync(TimeSpan.Zero, CancellationToken.None);
        }

        Assert.Empty(await world.RecordingsAsync());
        world.Control.WebhookTarget = target;
        clock.Advance(TimeSpan.FromMinutes(60));
        await world.Control.AdvanceClockAsync(TimeSpan.Zero, CancellationToken.None);
        await world.DrainAsync();

        var recording = await world.OnlyRecordingAsync();
        Assert.Equal(("Late", "ready", "webhook"), (recording.GetProperty("topic").GetString(), recording.State(), recording.GetProperty("learned_by").GetString()));
        Assert.Contains(world.Control.Deliveries, delivery => delivery is { Attempt: 4, Status: 200 });
    }

    [Theory]
    [Engines]
    public async Task An_event_that_comes_before_its_recording_can_be_read_waits_and_finds_it(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, new TestClock());
        world.Fault(404, """{"code":3301,"message":"This recording does not exist."}""", times: 3, path: "/v2/meetings/{meeting}/recordings");

        await world.Control.HoldMeetingAsync(new HoldMeeting { Topic = "Early" }, CancellationToken.None);
        await world.DrainAsync();
        Assert.Empty(await world.RecordingsAsync());
        for (var hour = 0; hour < 4; hour++)
        {
            world.Clock!.Advance(TimeSpan.FromHours(1));
            await world.DrainAsync();
        }

        Assert.Equal("ready", (await world.OnlyRecordingAsync()).State());
    }

    [Theory]
    [Engines]
    public async Task What_an_event_says_of_size_topic_host_and_address_is_never_believed(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        var held = await world.HoldQuietlyAsync("True topic", "audio", "transcript");
        var body = JsonSerializer.Serialize(new
        {
            @event = "recording.completed",
            event_ts = world.Control.Now.ToUnixTimeMilliseconds(),
            download_token = "canary-token",
            payload = new
            {
                account_id = world.Control.World().AccountId,
                @object = new
                {
                    uuid = held.Meeting.Uuid,
                    id = 999,
                    topic = "False topic",
                    host_id = "false-host",
                    host_email = "false@evil.example",
                    duration = 9999,
                    recording_files = new[]
                    {
                        new { id = held.Files[0].Id!, file_type = "MP4", file_size = 7, download_url = "https://evil.example/x", status = "completed" },
                        new { id = "false-file", file_type = "MP4", file_size = 7, download_url = "https://evil.example/y", status = "completed" },
                    },
                },
            },
        });

        await world.SendAsync(body);
        await world.DrainAsync();

        var recording = await world.OnlyRecordingAsync();
        Assert.Equal("True topic", recording.GetProperty("topic").GetString());
        Assert.Equal(2, recording.Files().Count);
        world.HoldsWhatZoomHas(recording, held.Meeting.Uuid);
        Assert.DoesNotContain("false", recording.GetRawText().Replace(":false", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(world.Server.LogLines, line => line.Contains("evil.example", StringComparison.Ordinal));
    }

    [Theory]
    [Engines]
    public async Task An_event_signed_by_one_tenant_that_names_the_account_of_another_changes_nothing_there(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        var held = await world.HoldQuietlyAsync("Of the first tenant");
        var attacker = world.Server.Client(await Tenants.NewTenant.AddAsync(world.Server));
        var app = await attacker.SendAsync(
            HttpMethod.Post, "/api/v1/zoom-apps", """{"name":"attackers","client_id":"attackers-client","client_secret":"attackers-secret","webhook_secrets":["attackers-hook"]}""");
        Assert.True(app.Code is 201, app.Text);
        var before = (await world.GetAsync($"/api/v1/credentials/{world.Credential}")).GetRawText();
        world.Control.ClearLog();

        foreach (var name in Names.Append("app_deauthorized"))
        {
            foreach (var path in new[] { "/webhooks/zoom", "/webhooks/zoom/attackers" })
            {
                var answer = await world.PostSignedAsync(path, "attackers-hook", world.Event(name, held.Meeting.Uuid, path));
                Assert.True(answer.Code is 200, $"{path}: {answer.Code} {answer.Text}");
            }
        }

        var foreign = await world.PostSignedAsync("/webhooks/zoom/zoom", "attackers-hook", world.Event(Names[0], held.Meeting.Uuid));
        await world.DrainAsync();

        Assert.Equal(401, foreign.Code);
        Assert.Empty(await world.RecordingsAsync());
        Assert.Empty(world.Control.Log);
        Assert.Equal(before, (await world.GetAsync($"/api/v1/credentials/{world.Credential}")).GetRawText());
        var kept = await world.Server.Database.QueryAsync<string>(
            "SELECT state || ' ' || COALESCE(reason, '') FROM webhook_events WHERE tenant_id = 2", null, CancellationToken.None);
        Assert.Equal(12, kept.Count);
        Assert.All(kept, row => Assert.StartsWith("kept", row, StringComparison.Ordinal));
    }

    private static async Task BecomeTrueAsync(World world, IEnumerable<(string Truth, string Uuid)> runs)
    {
        world.Control.WebhookTarget = null;
        foreach (var (truth, uuid) in runs)
        {
            await (truth switch
            {
                "trashed" => world.TrashAsync(uuid),
                "deleted" => world.DeleteAsync(uuid),
                _ => Task.CompletedTask,
            });
        }
    }

    private static List<string> Repeat(IReadOnlyList<string> order, int number)
    {
        List<string> repeated = [.. order];
        repeated.Insert(number % (order.Count + 1), number % 2 is 0 ? order[number / (order.Count + 1) % order.Count] : "recording.deleted");
        return repeated;
    }

    private static IEnumerable<IReadOnlyList<string>> Permutations(string[] names) => names.Length is 0
        ? [[]]
        : names.SelectMany(first => Permutations([.. names.Where(name => name != first)])
            .Select(rest => (IReadOnlyList<string>)[first, .. rest]));
}
