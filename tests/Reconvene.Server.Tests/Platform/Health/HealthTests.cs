using System.Data.Common;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Reconvene.Client.Health;
using Reconvene.Server.Platform.Health;
using Reconvene.Server.Tests.Platform.Http;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Platform.Health;

public sealed class HealthTests
{
    [Theory]
    [Engines]
    public async Task A_server_that_can_work_says_so_and_names_what_it_looked_at(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);

        var live = await server.Anonymous.SendAsync(HttpMethod.Get, "/healthz");
        var ready = await server.Anonymous.SendAsync(HttpMethod.Get, "/readyz");

        Assert.Equal("""{"status":"ok"}""", live.Text);
        Assert.Equal(200, ready.Code);
        Assert.Equal(["database ok", "disk ok"], Items(ready));
    }

    [Theory]
    [Engines]
    public async Task A_database_that_is_away_makes_it_red_while_the_process_lives(TestEngine engine)
    {
        DbException? fault = null;
        await using var server = await ServerUnderTest.StartAsync(
            engine, decorate: connection => fault is null ? connection : new FaultyConnection(connection, () => fault));
        fault = new NpgsqlException("canary away");

        var ready = await server.Anonymous.SendAsync(HttpMethod.Get, "/readyz");

        Assert.Equal(503, ready.Code);
        Assert.Contains("database error", Items(ready), StringComparer.Ordinal);
        Assert.DoesNotContain("canary", ready.Text, StringComparison.Ordinal);
        Assert.Equal(200, (await server.Anonymous.SendAsync(HttpMethod.Get, "/healthz")).Code);
    }

    [Fact]
    public async Task A_disk_without_its_reserve_makes_it_red()
    {
        await using var server = await ServerUnderTest.StartAsync(
            TestEngine.Sqlite, settings: new(StringComparer.Ordinal) { ["Health:DiskReserveBytes"] = "9000000000000000000" });

        var ready = await server.Anonymous.SendAsync(HttpMethod.Get, "/readyz");

        Assert.Equal(503, ready.Code);
        Assert.Equal(["database ok", "disk error"], Items(ready));
    }

    [Fact]
    public async Task A_check_that_hangs_is_given_two_seconds()
    {
        var clock = new TestClock();
        var stuck = new StuckCheck();
        await using var server = await ServerUnderTest.StartAsync(
            TestEngine.Sqlite, clock, adjust: builder => Add(builder, stuck));

        var asked = server.Anonymous.SendAsync(HttpMethod.Get, "/readyz");
        await stuck.Asked.Task.WaitAsync(TimeSpan.FromSeconds(30));
        while (!asked.IsCompleted)
        {
            // The limit's timer may not stand yet at the first move.
            clock.Advance(TimeSpan.FromSeconds(2));
            await Task.Yield();
        }

        Assert.Contains("stuck error", Items(await asked), StringComparer.Ordinal);
    }

    private static void Add(WebApplicationBuilder builder, IReadinessCheck check) => builder.Services.AddSingleton(check);

    private static IReadOnlyList<string> Items(Answer answer) =>
        [.. answer.Json.EnumerateArray().Select(item => $"{Text(item, "source")} {Text(item, "status")}")];

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;

    private sealed class StuckCheck : IReadinessCheck
    {
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Source => "stuck";

        public async Task<HealthItem> LookAsync(CancellationToken cancellation)
        {
            Asked.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            throw new InvalidOperationException("It never gets here.");
        }
    }
}
