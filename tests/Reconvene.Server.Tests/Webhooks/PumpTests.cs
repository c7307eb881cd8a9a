using System.Net;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Webhooks.Pump;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Webhooks;

public sealed class PumpTests
{
    [Theory]
    [Engines]
    public async Task An_event_touches_only_connections_of_the_app_whose_secret_proved_it(TestEngine engine)
    {
        var handler = new TallyHandler("app_deauthorized")
        {
            Answer = async (webhookEvent, work) =>
            {
                var found = await webhookEvent.ConnectionsAsync<UserId>(null, work, CancellationToken.None);
                foreach (var connection in found)
                {
                    await work.ExecuteAsync(
                        "UPDATE zoom_connections SET is_active = FALSE WHERE id = @id AND tenant_id = @tenant",
                        new { id = connection, tenant = webhookEvent.Tenant },
                        CancellationToken.None);
                }

                return found.Count is 0 ? EventConnections.NoSuchConnection : new WebhookOutcome.Done();
            },
        };
        await using var host = await WebhookHost.StartAsync(engine, handler);
        var other = await host.MakeTenantAsync();
        var theirs = await host.MakeAppAsync("theirs", "their-secret", other.Value);
        await host.MakeConnectionAsync(other.Value, theirs, "account-of-theirs");
        const string body = """{"event":"app_deauthorized","payload":{"account_id":"account-of-theirs","client_id":"client-of-theirs"}}""";

        await WebhookHost.StatusAsync(host.PostAsync(body));
        await host.DrainAsync();
        Assert.Equal((1L, "kept"), Only(await host.EventsAsync()));
        Assert.True(await IsActiveAsync(host));

        await WebhookHost.StatusAsync(host.PostAsync(body, "their-secret"));
        await host.DrainAsync();
        Assert.False(await IsActiveAsync(host));
    }

    [Theory]
    [Engines]
    public async Task One_event_that_always_throws_is_rolled_back_alone_and_kept_in_the_end(TestEngine engine)
    {
        var handler = new TallyHandler("meeting.started")
        {
            Answer = async (webhookEvent, work) =>
            {
                await work.ExecuteAsync(
                    "INSERT INTO tenants (id, name, created_at) VALUES (@id, 'effect', 0)",
                    new { id = long.Parse(webhookEvent.Envelope.ObjectUuid!, System.Globalization.CultureInfo.InvariantCulture) },
                    CancellationToken.None);
                if (webhookEvent.Envelope.ObjectUuid is "104")
                {
                    await work.ExecuteAsync("SELECT no_such_column FROM tenants", null, CancellationToken.None);
                }

                return new WebhookOutcome.Done();
            },
        };
        await using var host = await WebhookHost.StartAsync(engine, handler);
        for (var n = 100; n < 110; n++)
        {
            await WebhookHost.StatusAsync(host.PostAsync($$$"""{"event":"meeting.started","payload":{"object":{"uuid":"{{{n}}}"} } }"""));
        }

        await host.DrainAsync();
        Assert.Equal(9, (await host.EventsAsync()).Count(row => row.State is "done"));
        Assert.Equal(9, await EffectsAsync(host));
        Assert.Equal("new", (await host.EventsAsync())[4].State);

        for (var i = 0; i < 12; i++)
        {
            await host.ExecuteAsync("UPDATE webhook_events SET not_before = 0");
            await host.DrainAsync();
        }

        var poison = (await host.EventsAsync())[4];
        Assert.Equal(("kept", 10), (poison.State, poison.Attempts));
        Assert.Contains("10 tries", poison.Reason, StringComparison.Ordinal);
        Assert.Equal(9, await EffectsAsync(host));
    }

    [Theory]
    [Engines]
    public async Task A_failure_that_waiting_cures_is_tried_again_when_it_says_and_one_that_it_does_not_is_kept(TestEngine engine)
    {
        var later = new TestClock().GetUtcNow().AddMinutes(30);
        var handler = new TallyHandler("meeting.started", "meeting.ended");
        handler.Answer = (webhookEvent, _) => Task.FromResult<WebhookOutcome>(
            webhookEvent.Name is "meeting.ended"
                ? new WebhookOutcome.Failed(new(FailureKind.Gone, "It is no longer there."))
                : handler.Seen.Count(seen => seen.StartsWith("meeting.started", StringComparison.Ordinal)) > 1
                    ? new WebhookOutcome.Done()
                    : new WebhookOutcome.Failed(new(FailureKind.RateLimited, "Zoom asked to wait.", later)));
        await using var host = await WebhookHost.StartAsync(engine, handler);
        await WebhookHost.StatusAsync(host.PostAsync("""{"event":"meeting.started"}"""));
        await WebhookHost.StatusAsync(host.PostAsync("""{"event":"meeting.ended"}"""));

        await host.DrainAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(29));
        await host.DrainAsync();
        Assert.Equal(["new", "kept"], (await host.EventsAsync()).Select(row => row.State), StringComparer.Ordinal);

        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await host.DrainAsync();
        Assert.Equal(["done", "kept"], (await host.EventsAsync()).Select(row => row.State), StringComparer.Ordinal);
    }

    [Fact]
    public async Task The_older_name_of_a_finished_recording_reaches_the_same_handler()
    {
        var handler = new TallyHandler("recording.completed");
        await using var host = await WebhookHost.StartAsync(TestEngine.Sqlite, handler);

        await WebhookHost.StatusAsync(host.PostAsync("""{"event":"meeting.recording_completed","payload":{"account_id":"A","object":{"uuid":"u"}}}"""));
        await host.DrainAsync();

        Assert.Equal("recording.completed u A", Assert.Single(handler.Seen));
    }

    [Theory]
    [Engines]
    public async Task Every_order_of_a_recordings_events_with_repeats_ends_in_the_latest_state(TestEngine engine)
    {
        var states = new Dictionary<string, (DateTimeOffset At, string Name)>(StringComparer.Ordinal);
        var handler = new TallyHandler("recording.started", "recording.completed", "recording.trashed");
        handler.Answer = (webhookEvent, _) =>
        {
            // What a handler is told to do: the later by Zoom's time wins.
            var meeting = webhookEvent.Envelope.ObjectUuid!;
            if (!states.TryGetValue(meeting, out var known) || known.At < webhookEvent.EventAt)
            {
                states[meeting] = (webhookEvent.EventAt!.Value, webhookEvent.Name);
            }

            return Task.FromResult<WebhookOutcome>(new WebhookOutcome.Done());
        };
        await using var host = await WebhookHost.StartAsync(engine, handler);
        string[] names = ["recording.started", "recording.completed", "recording.trashed"];
        int[][] orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        for (var meeting = 0; meeting < orders.Length; meeting++)
        {
            foreach (var n in orders[meeting].Concat(orders[meeting].Reverse()))
            {
                var body = $$$"""{"event":"{{{names[n]}}}","event_ts":{{{1772442000000 + n}}},"payload":{"object":{"uuid":"m{{{meeting}}}"} } }""";
                Assert.Equal(HttpStatusCode.OK, await WebhookHost.StatusAsync(host.PostAsync(body)));
            }
        }

        await host.DrainAsync();
        Assert.Equal(18, handler.Seen.Count);
        Assert.All(states.Values, state => Assert.Equal("recording.trashed", state.Name));
    }

    [Fact]
    public async Task Events_that_another_node_holds_are_passed_over()
    {
        var entered = new TaskCompletionSource();
        var leave = new TaskCompletionSource();
        var handler = new TallyHandler("meeting.started")
        {
            Answer = async (_, _) =>
            {
                entered.TrySetResult();
                await leave.Task;
                return new WebhookOutcome.Done();
            },
        };
        await using var host = await WebhookHost.StartAsync(TestEngine.Postgres, handler);
        await WebhookHost.StatusAsync(host.PostAsync("""{"event":"meeting.started"}"""));
        var first = host.DrainAsync();
        await entered.Task.WaitAsync(TimeSpan.FromSeconds(30));

        await using var otherNode = new Database(host.DatabaseOptions);
        await using (var work = await otherNode.BeginAsync(CancellationToken.None))
        {
            var free = await new PumpStore(otherNode, host.Clock).TakeAsync(work, 0, 10, CancellationToken.None);
            Assert.Empty(free);
        }

        leave.SetResult();
        await first;
        Assert.Single(handler.Seen);
    }

    private static (long Tenant, string State) Only(IReadOnlyList<EventRow> rows)
    {
        var row = Assert.Single(rows);
        return (row.TenantId.Value, row.State);
    }

    private static async Task<bool> IsActiveAsync(WebhookHost host) =>
        await host.Database.FindAsync<bool>("SELECT is_active FROM zoom_connections", null, CancellationToken.None);

    private static async Task<long> EffectsAsync(WebhookHost host) =>
        await host.Database.FindAsync<long>("SELECT COUNT(*) FROM tenants WHERE name = 'effect'", null, CancellationToken.None);
}
