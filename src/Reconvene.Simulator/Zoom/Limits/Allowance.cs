using Reconvene.Simulator.Control.Limits;

namespace Reconvene.Simulator.Zoom.Limits;

/// <summary>What a plan allows of one label: so many calls in a window, and perhaps so many in a day.</summary>
internal sealed record Allowance(int PerWindow, int? PerDay)
{
    /// <summary>Heavy and resource-intensive calls draw their day from one pool.</summary>
    public bool SharesDay { get; private init; }

    public static TimeSpan WindowOf(LimitLabel label) =>
        label == LimitLabel.ResourceIntensive ? TimeSpan.FromMinutes(1) : TimeSpan.FromSeconds(1);

    /// <summary>The figures that Zoom publishes, for accounts and for Zoom Phone.</summary>
    public static Allowance Of(ZoomPlan plan, LimitTable table, LimitLabel label) => (table, plan, label) switch
    {
        (LimitTable.Phone, ZoomPlan.Business, LimitLabel.Light) => new(40, null),
        (LimitTable.Phone, ZoomPlan.Business, LimitLabel.Medium) => new(20, null),
        (LimitTable.Phone, ZoomPlan.Business, _) => new(10, 30_000) { SharesDay = true },
        (LimitTable.Phone, _, LimitLabel.Light) => new(20, null),
        (LimitTable.Phone, _, LimitLabel.Medium) => new(10, null),
        (LimitTable.Phone, _, _) => new(5, 15_000) { SharesDay = true },
        (_, ZoomPlan.Free, LimitLabel.Light) => new(4, 6_000),
        (_, ZoomPlan.Free, LimitLabel.Medium) => new(2, 2_000),
        (_, ZoomPlan.Free, LimitLabel.Heavy) => new(1, 1_000),
        (_, ZoomPlan.Free, _) => new(10, 30_000),
        (_, ZoomPlan.Pro, LimitLabel.Light) => new(30, null),
        (_, ZoomPlan.Pro, LimitLabel.Medium) => new(20, null),
        (_, ZoomPlan.Pro, _) => new(10, 30_000) { SharesDay = true },
        (_, _, LimitLabel.Light) => new(80, null),
        (_, _, LimitLabel.Medium) => new(60, null),
        (_, _, LimitLabel.Heavy) => new(40, 60_000) { SharesDay = true },
        (_, _, _) => new(20, 60_000) { SharesDay = true },
    };
}
