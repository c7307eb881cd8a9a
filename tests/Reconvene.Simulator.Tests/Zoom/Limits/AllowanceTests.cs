using Reconvene.Simulator.Control.Limits;
using Reconvene.Simulator.Tests.Kit;
using Reconvene.Simulator.Zoom;
using Reconvene.Simulator.Zoom.Limits;

namespace Reconvene.Simulator.Tests.Zoom.Limits;

public class AllowanceTests
{
    [Theory]
    [InlineData(ZoomPlan.Free, LimitTable.General, LimitLabel.Heavy, 1, 1_000)]
    [InlineData(ZoomPlan.Free, LimitTable.General, LimitLabel.ResourceIntensive, 10, 30_000)]
    [InlineData(ZoomPlan.Pro, LimitTable.General, LimitLabel.Heavy, 10, 30_000)]
    [InlineData(ZoomPlan.Pro, LimitTable.General, LimitLabel.ResourceIntensive, 10, 30_000)]
    [InlineData(ZoomPlan.Business, LimitTable.General, LimitLabel.Heavy, 40, 60_000)]
    [InlineData(ZoomPlan.Business, LimitTable.General, LimitLabel.ResourceIntensive, 20, 60_000)]
    [InlineData(ZoomPlan.Pro, LimitTable.Phone, LimitLabel.Light, 20, null)]
    [InlineData(ZoomPlan.Business, LimitTable.Phone, LimitLabel.Light, 40, null)]
    [InlineData(ZoomPlan.Pro, LimitTable.Phone, LimitLabel.Medium, 10, null)]
    [InlineData(ZoomPlan.Business, LimitTable.Phone, LimitLabel.Medium, 20, null)]
    [InlineData(ZoomPlan.Pro, LimitTable.Phone, LimitLabel.Heavy, 5, 15_000)]
    [InlineData(ZoomPlan.Business, LimitTable.Phone, LimitLabel.Heavy, 10, 30_000)]
    [InlineData(ZoomPlan.Business, LimitTable.Phone, LimitLabel.ResourceIntensive, 10, 30_000)]
    public void The_figures_are_those_that_zoom_publishes(ZoomPlan plan, LimitTable table, LimitLabel label, int perWindow, int? perDay)
    {
        var allowance = Allowance.Of(plan, table, label);

        Assert.Equal((perWindow, perDay), (allowance.PerWindow, allowance.PerDay));
    }

    [Fact]
    public void Heavy_and_resource_intensive_calls_draw_from_one_pool_a_day()
    {
        var (clock, limiter) = Start(ZoomPlan.Pro);
        var taken = 0;
        while (taken < 29_998)
        {
            clock.Add(TimeSpan.FromSeconds(1));
            for (var i = 0; i < 10 && taken < 29_998; i++)
            {
                taken += limiter.Take("a", LimitTable.General, LimitLabel.Heavy)!.OpensAt is null ? 1 : 0;
            }
        }

        clock.Add(TimeSpan.FromMinutes(1));
        var intensive = Enumerable.Range(0, 3).Select(_ => limiter.Take("a", LimitTable.General, LimitLabel.ResourceIntensive)!).ToList();
        clock.Add(TimeSpan.FromMinutes(1));
        var heavy = limiter.Take("a", LimitTable.General, LimitLabel.Heavy)!;
        var phone = limiter.Take("a", LimitTable.Phone, LimitLabel.Heavy)!;

        Assert.Equal([false, false, true], intensive.Select(verdict => verdict.IsPerDay));
        Assert.True(heavy.IsPerDay);
        Assert.Equal(new DateTimeOffset(2026, 8, 21, 0, 0, 0, TimeSpan.Zero), heavy.OpensAt);
        Assert.Null(phone.OpensAt);
    }

    [Fact]
    public void Resource_intensive_calls_are_counted_by_the_minute()
    {
        var (clock, limiter) = Start(ZoomPlan.Pro);

        var first = Enumerable.Range(0, 11).Select(_ => limiter.Take("a", LimitTable.General, LimitLabel.ResourceIntensive)!.OpensAt).ToList();
        clock.Add(TimeSpan.FromSeconds(59));
        var stillShut = limiter.Take("a", LimitTable.General, LimitLabel.ResourceIntensive)!;
        clock.Add(TimeSpan.FromSeconds(1));
        var open = limiter.Take("a", LimitTable.General, LimitLabel.ResourceIntensive)!;

        Assert.Equal(10, first.Count(opensAt => opensAt is null));
        Assert.Equal(TestClock.Start.AddMinutes(1), stillShut.OpensAt);
        Assert.Null(open.OpensAt);
    }

    [Fact]
    public void A_sliding_minute_looks_back_from_now_and_another_program_eats_of_it_too()
    {
        var (clock, limiter) = Start(ZoomPlan.Pro, LimitWindow.Sliding);
        clock.Add(TimeSpan.FromSeconds(50));
        Assert.Equal(10, Passed(limiter, 11));
        clock.Add(TimeSpan.FromSeconds(59));
        var stillShut = limiter.Take("a", LimitTable.General, LimitLabel.ResourceIntensive)!;
        Assert.Equal(TestClock.Start.AddSeconds(110), stillShut.OpensAt);
        clock.Add(TimeSpan.FromSeconds(1));
        Assert.Equal(10, Passed(limiter, 11));

        limiter.SetOther("a", LimitTable.General, LimitLabel.ResourceIntensive, 0.6);
        clock.Add(TimeSpan.FromMinutes(2));
        Assert.Equal(4, Passed(limiter, 11));
        clock.Add(TimeSpan.FromSeconds(59));
        Assert.Equal(0, Passed(limiter, 1));
        clock.Add(TimeSpan.FromSeconds(1));
        Assert.Equal(4, Passed(limiter, 11));
    }

    private static int Passed(RateLimiter limiter, int calls) => Enumerable.Range(0, calls)
        .Count(_ => limiter.Take("a", LimitTable.General, LimitLabel.ResourceIntensive)!.OpensAt is null);

    [Fact]
    public void What_another_program_ate_of_a_day_stays_eaten_and_is_no_more_than_its_share()
    {
        var (clock, limiter) = Start(ZoomPlan.Free);
        limiter.SetOther("a", LimitTable.General, LimitLabel.Medium, 0.5);
        clock.Add(TimeSpan.FromHours(2));
        limiter.SetOther("a", LimitTable.General, LimitLabel.Medium, 0);

        var taken = 0;
        for (var second = 0; second < 1000; second++)
        {
            clock.Add(TimeSpan.FromSeconds(1));
            taken += limiter.Take("a", LimitTable.General, LimitLabel.Medium)!.OpensAt is null ? 1 : 0;
            taken += limiter.Take("a", LimitTable.General, LimitLabel.Medium)!.OpensAt is null ? 1 : 0;
        }

        Assert.Equal(1000, taken);
        Assert.Equal(1000, limiter.Use(null, null).Single().ByOther);
    }

    private static (SimulatorClock Clock, RateLimiter Limiter) Start(
        ZoomPlan plan, LimitWindow window = LimitWindow.Fixed)
    {
        var clock = new SimulatorClock(new TestClock());
        return (clock, new RateLimiter(clock, new LimitSettings { Plan = plan, Window = window }));
    }
}
