using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Connections.Rates;
using Reconvene.Server.Connections.Rates.Lanes;
using Reconvene.Server.Connections.Rates.Store;
using Reconvene.Zoom;
using Reconvene.Zoom.Rates;
using Reconvene.Zoom.Scopes;

namespace Reconvene.Server.Tests.Connections.Rates;

/// <summary>A database that takes its time: turns that were leased come when their time may be over.</summary>
public sealed class SlowLeaseTests
{
    private const int TooOften = 500;
    private static readonly ConnectionId Connection = new(1);

    private readonly DrivenTime _time = new();
    private readonly Dictionary<RateKey, RateRow> _rows = [];
    private DateTimeOffset _cap;
    private int _leases;

    [Theory]
    [InlineData(ZoomPlan.Business, RateLabel.Light, 30)]
    [InlineData(ZoomPlan.Business, RateLabel.Light, 150)]
    [InlineData(ZoomPlan.Business, RateLabel.Heavy, 400)]
    [InlineData(ZoomPlan.Pro, RateLabel.Light, 100)]
    [InlineData(ZoomPlan.Pro, RateLabel.Medium, 1500)]
    public void A_lone_caller_gets_its_turn_however_slow_the_database_is_and_asks_it_once_or_twice(
        ZoomPlan plan, RateLabel label, int milliseconds)
    {
        var key = Key(label);
        var lane = Lane(key, () => TimeSpan.FromMilliseconds(milliseconds));
        const int Calls = 10;

        _time.Drive(async () =>
        {
            for (var call = 0; call < Calls; call++)
            {
                var asked = _time.GetUtcNow();
                Assert.Null(await lane.TakeAsync(Terms(plan, key), Connection, CancellationToken.None));
                Assert.InRange(_time.GetUtcNow() - asked, TimeSpan.Zero, TimeSpan.FromMilliseconds((3 * milliseconds) + 100));
                await Task.Delay(TimeSpan.FromSeconds(10), _time);
            }
        });

        Assert.InRange(_leases, Calls, Calls + 2);
    }

    [Fact]
    public void A_database_that_is_now_fast_and_now_slow_is_not_asked_for_ever()
    {
        var key = Key(RateLabel.Light);
#pragma warning disable CA5394 // A failure must be had again from its seed.
        var chance = new Random(28);
        var lane = Lane(key, () => TimeSpan.FromMilliseconds(chance.Next(4) is 0 ? chance.Next(700) : chance.Next(10)));
#pragma warning restore CA5394
        const int Calls = 100;

        _time.Drive(async () =>
        {
            for (var call = 0; call < Calls; call++)
            {
                var asked = _time.GetUtcNow();
                Assert.Null(await lane.TakeAsync(Terms(ZoomPlan.Business, key), Connection, CancellationToken.None));
                Assert.InRange(_time.GetUtcNow() - asked, TimeSpan.Zero, RateLease.LongestWait);
                await Task.Delay(TimeSpan.FromSeconds(2), _time);
            }
        });

        Assert.InRange(_leases, Calls, 2 * Calls);
    }

    [Fact]
    public void Who_has_waited_five_seconds_for_turns_that_all_came_too_late_is_told_to_come_back()
    {
        var key = Key(RateLabel.Light);
        var lane = Lane(key, () => TimeSpan.FromSeconds(2.6));
        ZoomFailure? told = null;

        _time.Drive(async () => told = await lane.TakeAsync(Terms(ZoomPlan.Business, key), Connection, CancellationToken.None));

        Assert.Equal(ZoomFailureKind.RateLimited, told?.Kind);
        Assert.InRange(told!.NotBefore!.Value - _time.GetUtcNow(), TimeSpan.FromMilliseconds(1), RateLease.LongestWait);
        Assert.Equal(2, _leases);
    }

    [Fact]
    public void Nodes_with_a_slow_way_to_the_database_and_with_a_fast_one_stay_within_the_budget_together()
    {
        var key = Key(RateLabel.Light);
        var together = new Departures();
        int[] ways = [0, 40, 150, 600];
        var left = ways.Select(_ => new Departures()).ToList();

        _time.Drive(() => Task.WhenAll(ways.Select((way, node) =>
        {
            var lane = Lane(key, () => TimeSpan.FromMilliseconds(way));
            return CallLoop.RunAsync(
                _time,
                10,
                TimeSpan.FromSeconds(20),
                () => lane.TakeAsync(Terms(ZoomPlan.Pro, key), Connection, CancellationToken.None),
                () =>
                {
                    left[node].Add(_time.GetUtcNow());
                    together.Add(_time.GetUtcNow());
                });
        })));

        Assert.InRange(together.MostInASecond(), 1, 27 + 1);
        Assert.True(together.Count >= 0.6 * 27 * 20, $"{together.Count} calls left in twenty seconds.");
        Assert.All(left, own => Assert.InRange(own.Count, 20, 27 * 20));
    }

    private static RateKey Key(RateLabel label) => new(TenantId.First, "account", RateFamily.Api, label);

    private static RateTerms Terms(ZoomPlan plan, RateKey key) => new(ZoomRateLimits.Of(plan, key.Family, key.Label), 50);

    /// <summary>A node's lane; half of the time that a lease takes is on the way there, and half on the way back.</summary>
    private RateLane Lane(RateKey key, Func<TimeSpan> takes) => new(
        key,
        async (one, terms, ask) =>
        {
            if (++_leases > TooOften)
            {
                throw new InvalidOperationException("The database is asked again and again.");
            }

            var took = takes();
            await Task.Delay(took / 2, _time);
            var lease = RateLease.Of(_rows.GetValueOrDefault(one) ?? new RateRow(), _cap, terms, ask);
            _rows[one] = lease.Row;
            _cap = lease is RateLease.Granted granted ? granted.CapNextAt : _cap;
            await Task.Delay(took - (took / 2), _time);
            return lease;
        },
        new RateGate(50),
        _time);
}
