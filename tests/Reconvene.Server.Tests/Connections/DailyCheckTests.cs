using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Connections.Checks;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Connections;

/// <summary>Every connection is looked at once a day, and what it can no longer do is said.</summary>
public sealed class DailyCheckTests
{
    private const string Lost = "connection.feature_lost";

    [Theory]
    [Engines]
    public async Task A_connection_that_nobody_looked_at_for_a_day_is_looked_at_once_however_many_nodes_ask(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await Sources.SyncScene.StartAsync(engine, clock);

        // On SQLite there is one node, which asks twice at the same time.
        await using var other = engine is TestEngine.Postgres ? await world.Server.SecondNodeAsync() : null;
        ServerUnderTest[] nodes = [world.Server, other ?? world.Server];
        await TickAsync(world, nodes);
        Assert.Equal(JsonValueKind.Null, (await LastAsync(world)).ValueKind);

        clock.Advance(TimeSpan.FromHours(25));
        world.Control.ClearLog();
        await TickAsync(world, nodes);
        var first = await LastAsync(world);
        Assert.True(first.IsOk(), first.GetRawText());
        AssertLookedOnce(world);

        world.Control.ClearLog();
        await TickAsync(world, nodes);
        await TickAsync(world, nodes);
        Assert.Empty(world.Control.Log);

        clock.Advance(TimeSpan.FromHours(25));
        await TickAsync(world, nodes);
        Assert.Equal(clock.GetUtcNow(), (await LastAsync(world)).GetProperty("checked_at").GetDateTimeOffset());
        AssertLookedOnce(world);
    }

    [Theory]
    [Engines]
    public async Task A_feature_that_was_there_and_is_gone_raises_an_alert_that_ends_when_it_is_back(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await Sources.SyncScene.StartAsync(engine, clock);
        var all = world.Control.Switches.GrantedScopes;
        Assert.True((await world.CheckAsync()).IsOk());
        Assert.Empty(await world.Owner.OpenAlertsAsync(Lost));

        world.Control.Switches.GrantedScopes = [.. all.Where(scope => !scope.Contains("recording", StringComparison.Ordinal))];
        await NextDayAsync(world, clock);
        var alert = Assert.Single(await world.Owner.OpenAlertsAsync(Lost)).GetProperty("message").GetString();
        Assert.Contains("Recordings of a user", alert, StringComparison.Ordinal);
        Assert.DoesNotContain("Webinars", alert, StringComparison.Ordinal);

        await NextDayAsync(world, clock);
        Assert.Equal(alert, Assert.Single(await world.Owner.OpenAlertsAsync(Lost)).GetProperty("message").GetString());

        world.Control.Switches.GrantedScopes = [.. all.Where(scope => !scope.Contains("delete", StringComparison.Ordinal))];
        await NextDayAsync(world, clock);
        Assert.DoesNotContain(
            "Recordings of a user", Assert.Single(await world.Owner.OpenAlertsAsync(Lost)).GetProperty("message").GetString(), StringComparison.Ordinal);

        world.Control.Switches.GrantedScopes = all;
        await NextDayAsync(world, clock);
        Assert.Empty(await world.Owner.OpenAlertsAsync(Lost));
    }

    [Theory]
    [Engines]
    public async Task While_Zoom_is_away_nothing_is_believed_lost_and_the_look_is_made_later(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await Sources.SyncScene.StartAsync(engine, clock);
        var before = await world.CheckAsync();
        world.Control.AddFault(new FaultRule { Times = null, Status = 503, Body = "" });

        await NextDayAsync(world, clock);
        Assert.True(JsonElement.DeepEquals(before, await LastAsync(world)));

        world.Control.ClearFaults();
        clock.Advance(TimeSpan.FromMinutes(30));
        await world.DrainAsync();
        Assert.True((await LastAsync(world)).IsOk());
        Assert.Equal(clock.GetUtcNow(), (await LastAsync(world)).GetProperty("checked_at").GetDateTimeOffset());
    }

    [Theory]
    [Engines]
    public async Task A_connection_that_is_off_or_refused_is_left_alone(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await Sources.SyncScene.StartAsync(engine, clock);
        await world.Owner.SendAsync(HttpMethod.Patch, $"/api/v1/credentials/{world.Credential}", """{"is_active":false}""");

        await NextDayAsync(world, clock);

        Assert.Empty(world.Control.Log);
        await world.Owner.SendAsync(HttpMethod.Patch, $"/api/v1/credentials/{world.Credential}", """{"is_active":true}""");
        world.Control.OAuth.ChangeApp(world.Control.World().ClientId, new AppChange { ClientSecret = "another-secret-at-zoom" });
        await world.CheckAsync();
        world.Control.ClearLog();
        await NextDayAsync(world, clock);
        Assert.Empty(world.Control.Log);
    }

    [Theory]
    [Engines]
    public async Task With_its_connection_the_alert_and_the_report_go(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        await world.CheckAsync();
        world.Control.Switches.GrantedScopes = ["meeting:read:meeting:admin"];
        await world.CheckAsync();
        Assert.Single(await world.Owner.OpenAlertsAsync(Lost));

        Assert.Equal(204, (await world.Owner.SendAsync(HttpMethod.Delete, $"/api/v1/credentials/{world.Credential}?force=true")).Code);

        Assert.Empty(await world.Owner.OpenAlertsAsync(Lost));
        Assert.Equal(0, await world.Server.Database.FindAsync<long>("SELECT COUNT(*) FROM connection_checks", null, CancellationToken.None));
        Assert.Equal(404, (await world.Owner.SendAsync(HttpMethod.Post, $"/api/v1/credentials/{world.Credential}/check")).Code);
    }

    /// <summary>A look asks for each thing once.</summary>
    private static void AssertLookedOnce(World world)
    {
        Assert.Contains("GET /v2/users", world.Control.RouteCounts.Keys, StringComparer.Ordinal);
        Assert.All(world.Control.RouteCounts, route => Assert.True(route.Value is 1, $"{route.Key}: {route.Value}"));
    }

    private static async Task NextDayAsync(World world, TestClock clock)
    {
        clock.Advance(TimeSpan.FromHours(25));
        await TickAsync(world);
    }

    private static Task TickAsync(World world) => TickAsync(world, world.Server);

    /// <summary>All the nodes ask at the same time.</summary>
    private static async Task TickAsync(World world, params ServerUnderTest[] nodes)
    {
        await Task.WhenAll(nodes.Select(
            node => Task.Run(() => node.Services.GetRequiredService<DailyChecks>().RunAsync(CancellationToken.None))));
        await world.DrainAsync();
    }

    private static async Task<JsonElement> LastAsync(World world) =>
        (await world.GetAsync($"/api/v1/credentials/{world.Credential}")).GetProperty("last_check");
}
