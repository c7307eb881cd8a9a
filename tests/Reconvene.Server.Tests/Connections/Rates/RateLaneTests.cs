using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Connections.Rates;
using Reconvene.Server.Connections.Rates.Lanes;
using Reconvene.Server.Connections.Rates.Store;
using Reconvene.Zoom;
using Reconvene.Zoom.Rates;
using Reconvene.Zoom.Scopes;

namespace Reconvene.Server.Tests.Connections.Rates;

/// <summary>The spacing of calls on one node, by a driven clock and a budget in memory.</summary>
public sealed class RateLaneTests
{
    private static readonly ConnectionId Connection = new(1);
    private static readonly DateTimeOffset Start = new DrivenTime().GetUtcNow();

    private readonly DrivenTime _time = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<RateKey, RateRow> _rows = [];
    private readonly RateGate _gate = new(50);
    private DateTimeOffset _cap;
    private int _leases;

    [Theory]
    [InlineData(ZoomPlan.Free, RateLabel.Medium, 1.8)]
    [InlineData(ZoomPlan.Pro, RateLabel.Light, 27)]
    [InlineData(ZoomPlan.Pro, RateLabel.Medium, 18)]
    [InlineData(ZoomPlan.Pro, RateLabel.Heavy, 9)]
    [InlineData(ZoomPlan.Business, RateLabel.Medium, 50)]
    [InlineData(ZoomPlan.Business, RateLabel.Heavy, 36)]
    public void No_second_sees_more_than_the_budget_and_ten_seconds_see_nearly_all_of_it(
        ZoomPlan plan, RateLabel label, double perSecond)
    {
        var left = Run(plan, label, TimeSpan.FromSeconds(10));

        Assert.True(left.MostInASecond() <= perSecond + 1, $"{left.MostInASecond()} calls left in one second.");
        Assert.True(left.Count >= Math.Floor(0.97 * perSecond * 10), $"{left.Count} calls left in ten seconds.");

        // One small write a slice of a second, and not one a call.
        Assert.InRange(_leases, 1, 30);
    }

    [Theory]
    [InlineData(ZoomPlan.Free, RateLabel.Light)]
    [InlineData(ZoomPlan.Free, RateLabel.Medium)]
    [InlineData(ZoomPlan.Free, RateLabel.Heavy)]
    [InlineData(ZoomPlan.Pro, RateLabel.Light)]
    [InlineData(ZoomPlan.Pro, RateLabel.Medium)]
    [InlineData(ZoomPlan.Pro, RateLabel.Heavy)]
    [InlineData(ZoomPlan.Business, RateLabel.Heavy)]
    public void Timers_that_wake_late_never_make_a_burst_beyond_Zooms_own_limit(ZoomPlan plan, RateLabel label)
    {
#pragma warning disable CA5394 // A failure must be had again from its seed.
        var chance = new Random(28);
        var left = Run(
            plan,
            label,
            TimeSpan.FromSeconds(30),
            () => chance.Next(20) is 0 ? TimeSpan.FromMilliseconds(chance.Next(3000)) : TimeSpan.FromMilliseconds(chance.Next(60)));
#pragma warning restore CA5394

        Assert.True(left.Count > 5);
        Assert.InRange(left.MostInASecond(), 1, ZoomRateLimits.Of(plan, RateFamily.Api, label).Calls);
    }

    [Fact]
    public void All_labels_of_an_account_together_stay_at_fifty_a_second()
    {
        var left = new Departures();
        RateKey[] keys =
        [
            .. from family in Enum.GetValues<RateFamily>()
               from label in (RateLabel[])[RateLabel.Light, RateLabel.Medium, RateLabel.Heavy]
               select Key(label, family),
        ];
        var all = keys.Select(key => CallAsync(Lane(key), Terms(ZoomPlan.Business, key), left, TimeSpan.FromSeconds(5), callers: 60));

        _time.Drive(() => Task.WhenAll(all.ToList()));

        Assert.InRange(left.MostInASecond(), 45, 52);
        Assert.InRange(left.Count, 225, 260);
    }

    [Fact]
    public void A_label_that_is_called_for_the_first_time_waits_for_no_other_one()
    {
        var (light, medium) = (Key(RateLabel.Light), Key(RateLabel.Medium));
        var before = Lane(light);

        _time.Drive(async () =>
        {
            await Task.Delay(TimeSpan.FromHours(1), _time);
            Assert.Null(await before.TakeAsync(Terms(ZoomPlan.Pro, light), Connection, CancellationToken.None));
            Assert.Null(await Lane(medium).TakeAsync(Terms(ZoomPlan.Pro, medium), Connection, CancellationToken.None));
        });

        Assert.InRange(_time.GetUtcNow() - Start.AddHours(1), TimeSpan.Zero, TimeSpan.FromMilliseconds(30));
    }

    [Fact]
    public void Callers_leave_in_the_order_in_which_they_came_and_one_that_left_the_queue_holds_nobody_up()
    {
        var key = Key(RateLabel.Medium);
        var (lane, terms) = (Lane(key), Terms(ZoomPlan.Pro, key));
        var order = new List<int>();
        using var stop = new CancellationTokenSource();

        _time.Drive(async () =>
        {
            var callers = Enumerable.Range(0, 30).Select(async i =>
            {
                try
                {
                    Assert.Null(await lane.TakeAsync(terms, Connection, i % 3 is 2 ? stop.Token : CancellationToken.None));
                    order.Add(i);
                }
                catch (OperationCanceledException)
                {
                    // Every third goes away.
                }
            }).ToList();
#pragma warning disable CA1849 // By the driven clock everything happens on this thread, also what cancelling leads to.
            stop.Cancel();
#pragma warning restore CA1849
            await Task.WhenAll(callers);
        });

        Assert.Equal(Enumerable.Range(0, 30).Where(i => i % 3 is not 2), order.Where(i => i % 3 is not 2));
        Assert.InRange(_time.GetUtcNow() - Start, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.3));
    }

    [Fact]
    public void Who_would_wait_longer_than_five_seconds_is_told_when_to_come_back()
    {
        var key = Key(RateLabel.ResourceIntensive);
        var (lane, terms) = (Lane(key), Terms(ZoomPlan.Pro, key));
        ZoomFailure? full = null;

        _time.Drive(async () =>
        {
            Assert.Null(await lane.TakeAsync(terms, Connection, CancellationToken.None));
            full = await lane.TakeAsync(terms, Connection, CancellationToken.None);
        });

        Assert.Equal(ZoomFailureKind.RateLimited, full?.Kind);
        Assert.InRange(full!.NotBefore!.Value - _time.GetUtcNow(), TimeSpan.FromSeconds(6.6), TimeSpan.FromSeconds(6.7));
        Assert.Contains("RESOURCE-INTENSIVE", full.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void After_a_pause_that_Zoom_asks_for_nothing_leaves_before_its_end_and_then_at_half_the_rate()
    {
        var key = Key(RateLabel.Medium);
        var (lane, terms) = (Lane(key), Terms(ZoomPlan.Pro, key));
        var left = new Departures();

        _time.Drive(async () =>
        {
            Assert.Null(await lane.TakeAsync(terms, Connection, CancellationToken.None));
            _rows[key] = _rows[key].Limited(Start, Start, Start.AddSeconds(2));
            lane.RestFor(TimeSpan.FromSeconds(2));
            await CallAsync(lane, terms, left, TimeSpan.FromSeconds(6), callers: 20);
        });

        Assert.Equal(0, left.CountBefore(Start.AddSeconds(2)));
        Assert.InRange(left.MostInASecond(), 9, 10);
        Assert.InRange(left.Count, 34, 37);
    }

    /// <summary>
    /// Zoom allows twenty, and another program takes ten of them. What is refused costs a pause of a second; the rest of the
    /// time about half is used, and ten seconds after the other has stopped all of it.
    /// </summary>
    [Fact]
    public void While_another_program_eats_half_few_calls_are_refused_and_ten_seconds_after_it_stops_the_rate_is_whole()
    {
        var key = Key(RateLabel.Medium);
        var (lane, terms) = (Lane(key), Terms(ZoomPlan.Pro, key));
        var (served, refused) = (new Departures(), new Departures());
        var stops = Start.AddSeconds(60);

        _time.Drive(() => CallAsync(lane, terms, TimeSpan.FromSeconds(80), callers: 30, () =>
        {
            // A sliding second of Zoom's: what it serves of ours and of the other's is twenty at most.
            var now = _time.GetUtcNow();
            if (served.CountSince(now.AddSeconds(-1)) < (now < stops ? 10 : 20))
            {
                served.Add(now);
                return;
            }

            refused.Add(now);
            _rows[key] = _rows[key].Limited(now, now, now.AddSeconds(1));
            lane.RestFor(TimeSpan.FromSeconds(1));
        }));

        Assert.InRange(refused.Count, 1, 12);
        Assert.InRange(served.CountBefore(stops), 60 * 6, 60 * 10);
        Assert.Equal(0, refused.CountSince(stops.AddSeconds(1)));
        Assert.InRange(served.CountSince(stops.AddSeconds(11)), (int)(9 * 18 * 0.97), (9 * 18) + 1);
    }

    private static RateKey Key(RateLabel label, RateFamily family = RateFamily.Api) => new(TenantId.First, "account", family, label);

    private static RateTerms Terms(ZoomPlan plan, RateKey key) => new(ZoomRateLimits.Of(plan, key.Family, key.Label), 50);

    private RateLane Lane(RateKey key) => new(key, LeaseAsync, _gate, _time);

    private Task<RateLease> LeaseAsync(RateKey key, RateTerms terms, RateAsk ask)
    {
        lock (_lock)
        {
            _leases++;
            var lease = RateLease.Of(_rows.GetValueOrDefault(key) ?? new RateRow(), _cap, terms, ask);
            _rows[key] = lease.Row;
            _cap = lease is RateLease.Granted granted ? granted.CapNextAt : _cap;
            return Task.FromResult(lease);
        }
    }

    private Departures Run(ZoomPlan plan, RateLabel label, TimeSpan span, Func<TimeSpan>? late = null)
    {
        var key = Key(label);
        var left = new Departures();
        _time.Drive(() => CallAsync(Lane(key), Terms(plan, key), left, span, callers: 100), late);
        return left;
    }

    private Task CallAsync(RateLane lane, RateTerms terms, Departures left, TimeSpan span, int callers) =>
        CallAsync(lane, terms, span, callers, () => left.Add(_time.GetUtcNow()));

    private Task CallAsync(RateLane lane, RateTerms terms, TimeSpan span, int callers, Action call) =>
        CallLoop.RunAsync(_time, callers, span, () => lane.TakeAsync(terms, Connection, CancellationToken.None), call);
}
