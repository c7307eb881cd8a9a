using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Webhooks.Inbox;
using Reconvene.Server.Webhooks.Pump;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Webhooks;

public sealed class InboxTests
{
    private const string Body = """{"event":"recording.completed","event_ts":1772442000000,"payload":{"account_id":"A","object":{"uuid":"u=="}},"download_token":"canary-token-7f3a"}""";

    [Theory]
    [Engines]
    public async Task An_event_sent_a_thousand_times_is_one_row_and_handled_once(TestEngine engine)
    {
        var handler = new TallyHandler("recording.completed");
        await using var host = await WebhookHost.StartAsync(engine, handler);

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 20; i++)
        {
            statuses.AddRange(await Task.WhenAll(
                Enumerable.Range(0, 50).Select(n => WebhookHost.StatusAsync(host.PostAsync(Body, offset: TimeSpan.FromSeconds(-n))))));
        }

        await host.DrainAsync();
        Assert.All(statuses, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal("done", Assert.Single(await host.EventsAsync()).State);
        Assert.Single(handler.Seen);
    }

    [Theory]
    [Engines]
    public async Task Every_event_answered_200_is_stored_however_many_come_at_once(TestEngine engine)
    {
        await using var host = await WebhookHost.StartAsync(engine);

        var statuses = await Task.WhenAll(Enumerable.Range(0, 300).Select(
            n => WebhookHost.StatusAsync(host.PostAsync($$$"""{"event":"meeting.ended","payload":{"object":{"uuid":"{{{n % 200}}}"} } }"""))));

        Assert.All(statuses, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(200, (await host.EventsAsync()).Count);
    }

    [Fact]
    public async Task The_same_body_for_two_apps_is_two_events()
    {
        await using var host = await WebhookHost.StartAsync(TestEngine.Sqlite);
        await host.MakeAppAsync("club", "secret-of-the-club");

        Assert.Equal(HttpStatusCode.OK, await WebhookHost.StatusAsync(host.PostAsync(Body)));
        Assert.Equal(HttpStatusCode.OK, await WebhookHost.StatusAsync(host.PostAsync(Body, "secret-of-the-club")));

        Assert.Equal(2, (await host.EventsAsync()).Select(row => row.ZoomAppId).Distinct().Count());
    }

    [Fact]
    public async Task A_locked_database_makes_Zoom_come_again_and_loses_nothing()
    {
        await using var host = await WebhookHost.StartAsync(TestEngine.Sqlite);
        await using (var outside = new SqliteConnection(host.DatabaseOptions.ConnectionString))
        {
            await outside.OpenAsync();
            await RunAsync(outside, "BEGIN EXCLUSIVE");

            using var refused = await host.PostAsync(Body);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);

            await RunAsync(outside, "ROLLBACK");
        }

        Assert.Equal(HttpStatusCode.OK, await WebhookHost.StatusAsync(host.PostAsync(Body)));
        Assert.Single(await host.EventsAsync());
    }

    [Fact]
    public async Task A_short_lock_is_waited_for()
    {
        await using var host = await WebhookHost.StartAsync(TestEngine.Sqlite);
        await using var outside = new SqliteConnection(host.DatabaseOptions.ConnectionString);
        await outside.OpenAsync();
        await RunAsync(outside, "BEGIN EXCLUSIVE");

        var sent = WebhookHost.StatusAsync(host.PostAsync(Body));
        await RunAsync(outside, "ROLLBACK");

        Assert.Equal(HttpStatusCode.OK, await sent);
    }

    [Theory]
    [Engines]
    public async Task The_database_holds_no_token_and_no_text_of_an_event(TestEngine engine)
    {
        await using var host = await WebhookHost.StartAsync(engine);
        await WebhookHost.StatusAsync(host.PostAsync(Body));
        await host.DrainAsync();

        var row = await host.Database.FindAsync<SealedRow>(
            "SELECT body_sealed FROM webhook_events", null, CancellationToken.None);
        Assert.False(row!.BodySealed.AsSpan().IndexOf("canary-token"u8) >= 0);
        if (engine is TestEngine.Sqlite)
        {
            var path = new SqliteConnectionStringBuilder(host.DatabaseOptions.ConnectionString).DataSource;
            foreach (var file in Directory.GetFiles(Path.GetDirectoryName(path)!))
            {
                await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                using var whole = new MemoryStream();
                await stream.CopyToAsync(whole);
                foreach (var canary in new[] { "canary-token-7f3a", WebhookHost.Secret })
                {
                    Assert.True(whole.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(canary)) < 0, $"{canary} is in {file}");
                }
            }
        }
    }

    [Theory]
    [Engines]
    public async Task Handled_events_are_removed_after_thirty_days_and_waiting_ones_never(TestEngine engine)
    {
        var handler = new TallyHandler("recording.completed")
        {
            Answer = (_, _) => Task.FromResult<WebhookOutcome>(new WebhookOutcome.Failed(
                new(Server.Platform.FailureKind.Unavailable, "later", DateTimeOffset.UnixEpoch.AddYears(100)))),
        };
        await using var host = await WebhookHost.StartAsync(engine, handler);
        await WebhookHost.StatusAsync(host.PostAsync(Body));
        await WebhookHost.StatusAsync(host.PostAsync("""{"event":"meeting.ended"}"""));
        await host.DrainAsync();
        var sweep = host.Services.GetRequiredService<SweepInbox>();

        await AgeAsync(host, 29);
        await sweep.RunAsync(CancellationToken.None);
        Assert.Equal(2, (await host.EventsAsync()).Count);

        await AgeAsync(host, 2);
        await sweep.RunAsync(CancellationToken.None);
        Assert.Equal("new", Assert.Single(await host.EventsAsync()).State);
    }

    [Theory]
    [Engines]
    public async Task The_list_shows_a_tenants_own_events_by_page_without_bodies(TestEngine engine)
    {
        await using var host = await WebhookHost.StartAsync(engine);
        var other = await host.MakeTenantAsync();
        await host.MakeAppAsync("theirs", "their-secret", other.Value);
        for (var n = 0; n < 3; n++)
        {
            await WebhookHost.StatusAsync(host.PostAsync($$$"""{"event":"meeting.ended","event_ts":1772442000000,"payload":{"n":{{{n}}} }}"""));
        }

        await WebhookHost.StatusAsync(host.PostAsync(Body, "their-secret"));
        await host.DrainAsync();

        var first = await host.Client.GetFromJsonAsync<JsonElement>("/api/v1/webhook-events?limit=2");
        var next = await host.Client.GetFromJsonAsync<JsonElement>(
            $"/api/v1/webhook-events?limit=2&cursor={first.GetProperty("next_cursor").GetString()}");

        Assert.Equal(2, first.GetProperty("items").GetArrayLength());
        var last = Assert.Single(next.GetProperty("items").EnumerateArray());
        Assert.Equal("school", last.GetProperty("app").GetString());
        Assert.Equal("kept", last.GetProperty("state").GetString());
        Assert.Equal("2026-03-02T09:00:00Z", last.GetProperty("event_at").GetString());
        Assert.Equal(JsonValueKind.Null, next.GetProperty("next_cursor").ValueKind);
    }

    // Instead of the clock: a month of it would fire every short timer of the host on the way.
    private static Task AgeAsync(WebhookHost host, int days) => host.ExecuteAsync(
        "UPDATE webhook_events SET received_at = received_at - @age",
        new { age = (long)TimeSpan.FromDays(days).TotalMilliseconds });

    private static async Task RunAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Ours.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private sealed class SealedRow
    {
        public byte[] BodySealed { get; init; } = [];
    }
}
