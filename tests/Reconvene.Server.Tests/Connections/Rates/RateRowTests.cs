using Reconvene.Server.Connections;
using Reconvene.Server.Connections.Rates;
using Reconvene.Server.Connections.Rates.Store;
using Reconvene.Zoom;
using Reconvene.Zoom.Rates;

namespace Reconvene.Server.Tests.Connections.Rates;

/// <summary>How a budget changes by what Zoom answers, by the hour and by a clock that jumps.</summary>
public sealed class RateRowTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly ConnectionId Connection = new(1);
    private static readonly RateTerms Medium = new(new ZoomRateLimit(20, TimeSpan.FromSeconds(1)), 50);

    [Fact]
    public void A_429_halves_the_rate_and_ten_seconds_after_the_last_one_it_is_whole()
    {
        var row = new RateRow().Limited(Now, Now, Now.AddSeconds(1));

        Assert.Equal(0.5, row.ShareAt(Now.AddSeconds(1)));
        Assert.Equal(0.5, row.ShareAt(Now.AddSeconds(8)));
        Assert.InRange(row.ShareAt(Now.AddSeconds(9)), 0.7, 0.8);
        Assert.Equal(1, row.ShareAt(Now.AddSeconds(10)));
    }

    [Fact]
    public void Who_is_refused_again_and_again_without_a_word_pauses_longer_each_time_and_five_seconds_at_most()
    {
        var (row, at) = (new RateRow(), Now);
        var pauses = new List<double>();
        for (var again = 0; again < 6; again++)
        {
            row = row.Limited(at, at, told: null);
            pauses.Add((row.PausedUntil!.Value - at).TotalSeconds);
            at = row.PausedUntil.Value.AddMilliseconds(10);
        }

        Assert.Equal([1, 2, 4, 5, 5, 5], pauses);
    }

    [Fact]
    public void Calls_that_were_on_their_way_when_it_was_halved_halve_nothing_more()
    {
        var row = new RateRow().Limited(Now, Now.AddSeconds(1), Now.AddSeconds(2));
        var late = row.Limited(Now.AddMilliseconds(500), Now.AddSeconds(1.2), Now.AddSeconds(2.2));

        Assert.Equal(row.FloorPermille, late.FloorPermille);
        Assert.Equal(Now.AddSeconds(2.2), late.PausedUntil);
    }

    [Fact]
    public void Whoever_meets_the_limit_again_while_it_climbs_falls_back_to_a_half_and_not_to_nothing()
    {
        var row = new RateRow();
        for (var round = 0; round < 20; round++)
        {
            // Another program goes on eating half: the climb meets the limit soon after it begins.
            var at = Now.AddSeconds((round * 9) + 8.3);
            row = row.Limited(at, at, at.AddSeconds(1));
        }

        Assert.Equal(RateRow.Whole / 2, row.FloorPermille);

        for (var again = 0; again < 10; again++)
        {
            var at = Now.AddMinutes(10).AddSeconds(again * 2);
            row = row.Limited(at, at, at.AddSeconds(1));
        }

        Assert.Equal(RateRow.Lowest, row.FloorPermille);
        Assert.Equal(1, row.ShareAt(Now.AddMinutes(10).AddSeconds(18 + 10)));
    }

    [Fact]
    public void A_clock_that_is_set_back_an_hour_holds_nobody_up_for_an_hour()
    {
        var busy = Granted(RateLease.Of(new RateRow(), default, Medium, Ask(Now, 18))).Row
            .Limited(Now, Now, Now.AddSeconds(5));
        var back = Now.AddHours(-1);

        var lease = Granted(RateLease.Of(busy, Now.AddSeconds(1), Medium, Ask(back, 1)));

        Assert.InRange(lease.StartAt - back, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void A_clock_that_jumps_ahead_gives_no_more_than_a_second_at_once()
    {
        var busy = Granted(RateLease.Of(new RateRow(), default, Medium, Ask(Now, 18)));

        var lease = Granted(RateLease.Of(busy.Row, busy.CapNextAt, Medium, Ask(Now.AddHours(1), 500)));

        Assert.Equal(18, lease.Count);
        Assert.Equal(TimeSpan.FromSeconds(1), lease.EndAt - lease.StartAt);
    }

    [Fact]
    public void A_daily_limit_reckoned_by_a_clock_that_was_ahead_ends_at_the_true_midnight()
    {
        var ahead = new DateTimeOffset(2026, 3, 3, 0, 30, 0, TimeSpan.Zero);
        var row = new RateRow().FallAsleep(ahead, RateRow.NextDay(ahead), "Zoom said so", Connection);

        Assert.Equal(new DateTimeOffset(2026, 3, 3, 0, 0, 0, TimeSpan.Zero), row.SeenAt(ahead.AddHours(-1)).AsleepUntil);
    }

    [Fact]
    public void The_last_calls_of_a_day_are_given_and_then_the_label_sleeps_until_midnight_in_UTC()
    {
        var heavy = new RateTerms(new ZoomRateLimit(10, TimeSpan.FromSeconds(1), PerDay: 30_000, IsDayShared: true), 50);
        var row = new RateRow { Day = RateRow.DayOf(Now), Used = 29_000 };

        var last = Granted(RateLease.Of(row, default, heavy, Ask(Now, 9) with { UsedByOthers = 995 }));
        Assert.Equal(5, last.Count);

        var refused = Assert.IsType<RateLease.Refused>(
            RateLease.Of(last.Row, default, heavy, Ask(Now.AddSeconds(2), 9) with { UsedByOthers = 995 }));
        Assert.Equal((ZoomFailureKind.DailyLimit, new DateTimeOffset(2026, 3, 3, 0, 0, 0, TimeSpan.Zero)), (refused.Kind, refused.NotBefore));

        var morning = new DateTimeOffset(2026, 3, 3, 0, 0, 1, TimeSpan.Zero);
        Assert.Equal(9, Granted(RateLease.Of(refused.Row, default, heavy, Ask(morning, 9))).Count);
    }

    [Fact]
    public void A_lone_call_leases_one_and_what_never_left_does_not_count_to_the_day()
    {
        var row = new RateRow { Day = RateRow.DayOf(Now), Used = 100 };

        var lease = Granted(RateLease.Of(row, default, Medium, Ask(Now, 1) with { Unused = 7 }));

        Assert.Equal((1, 94L), (lease.Count, lease.Row.Used));
    }

    [Fact]
    public void All_labels_together_stay_below_the_cap_whatever_the_plan_allows()
    {
        var light = new RateTerms(ZoomRateLimits.Of(ZoomPlan.Business, RateFamily.Api, Reconvene.Zoom.Scopes.RateLabel.Light), 50);
        var first = Granted(RateLease.Of(new RateRow(), default, light, Ask(Now, 100)));
        Assert.Equal(50, first.Count);

        var other = Granted(RateLease.Of(new RateRow(), first.CapNextAt, light, Ask(Now, 100)));
        Assert.Equal(Now.AddSeconds(1), other.StartAt);
    }

    private static RateAsk Ask(DateTimeOffset now, int wanted) => new(wanted, 0, 0, Connection, now);

    private static RateLease.Granted Granted(RateLease lease) => Assert.IsType<RateLease.Granted>(lease);
}
