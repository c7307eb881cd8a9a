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

    [Theory]
    [Engines]
    public async Task Every_order_of_a_recordings_events_ends_in_the_state_that_Zoom_shows(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        world.Control.WebhookTarget = null;
        var orders = Permutations(Names[..4]).Select((order, number) => order.ToList()).ToList();
        for (var number = 0; number < orders.Count; number++)
        {
            orders[number].Insert(number % 5, Names[4]);
        }

        var meetings = new List<HeldMeeting>();
        foreach (var order in orders)
        {
            meetings.Add(await world.HoldQuietlyAsync($"Before {meetings.Count}", "transcript", "chat"));
            await world.Control.RenameRecordingAsync(meetings[^1].Meeting.Uuid, $"After {meetings.Count - 1}", CancellationToken.None);
        }

        world.Control.WebhookTarget = new Uri(world.Server.Address, "/webhooks/zoom");
        for (var round = 0; round < Names.Length; round++)
        {
            foreach (var (order, held) in orders.Zip(meetings))
            {
                await world.SendAsync(world.Event(order[round], held.Meeting.Uuid));
            }

            await world.DrainAsync();
        }

        var recordings = await world.RecordingsAsync();
        Assert.Equal(orders.Count, recordings.Count);
        for (var number = 0; number < orders.Count; number++)
        {
            var recording = Assert.Single(recordings, one => one.GetProperty("topic").GetString() == $"After {number}");
            Assert.True(recording.State() is "ready", $"{string.Join(", ", orders[number])}: {recording.GetRawText()}");
            world.HoldsWhatZoomHas(recording, meetings[number].Meeting.Uuid);
            Assert.Single(recording.GetProperty("deliverables").EnumerateArray());
        }
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

    private static IEnumerable<IReadOnlyList<string>> Permutations(string[] names) => names.Length is 0
        ? [[]]
        : names.SelectMany(first => Permutations([.. names.Where(name => name != first)])
            .Select(rest => (IReadOnlyList<string>)[first, .. rest]));
}
