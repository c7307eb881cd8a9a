using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Connections.Rates;
using Reconvene.Server.Connections.Rates.Lanes;
using Reconvene.Server.Connections.Rates.Store;
using Reconvene.Server.Platform.Data;
using Reconvene.Testing;
using Reconvene.Zoom.Rates;
using Reconvene.Zoom.Scopes;

namespace Reconvene.Server.Tests.Connections.Rates;

/// <summary>Nodes of one database share the budget of an account.</summary>
public sealed class SharedRateTests
{
    private const int Callers = 20;
    private static readonly ConnectionId Connection = new(1);
    private static readonly RateKey Key = new(TenantId.First, "account", RateFamily.Api, RateLabel.Medium);
    private static readonly RateTerms Terms = new(ZoomRateLimits.Of(ZoomPlan.Pro, RateFamily.Api, RateLabel.Medium), 50);

    private readonly DrivenTime _time = new();

    [Theory]
    [InlineData(TestEngine.Sqlite, 1)]
    [InlineData(TestEngine.Postgres, 1)]
    [InlineData(TestEngine.Postgres, 2)]
    [InlineData(TestEngine.Postgres, 4)]
    public async Task However_many_nodes_call_together_they_stay_within_the_budget_and_use_nearly_all_of_it(
        TestEngine engine, int nodes)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var left = Enumerable.Range(0, nodes).Select(_ => new Departures()).ToList();
        var together = new Departures();

        _time.Drive(() => Task.WhenAll(left.Select(own => NodeAsync(server, own, together))));

        Assert.True(together.MostInASecond() <= 18 + 1, $"{together.MostInASecond()} calls left in one second.");
        Assert.True(together.Count >= 0.97 * 180, $"{together.Count} calls left in ten seconds.");
        Assert.All(left, own => Assert.True(own.Count > 180 / nodes / 3));
        // Those who still waited at the end left too, and a node may hold a second's calls that nobody took.
        Assert.InRange(await UsedAsync(server.Database), together.Count, together.Count + ((18 + Callers) * nodes));
    }

    private async Task NodeAsync(ServerUnderTest server, Departures own, Departures together)
    {
        var store = new RateStore(server.Database, server.Services.GetRequiredService<TellSleep>(), _time);
        var lane = new RateLane(
            Key,
            (key, terms, ask) => _time.ElsewhereAsync(() => store.LeaseAsync(key, terms, ask, CancellationToken.None)),
            new RateGate(50),
            _time);
        await CallLoop.RunAsync(
            _time,
            Callers,
            TimeSpan.FromSeconds(10),
            () => lane.TakeAsync(Terms, Connection, CancellationToken.None),
            () =>
            {
                own.Add(_time.GetUtcNow());
                together.Add(_time.GetUtcNow());
            });
    }

    private static async Task<long> UsedAsync(Database database) => await database.FindAsync<long>(
        "SELECT used FROM rate_budgets WHERE label = 'medium'", null, CancellationToken.None);
}
