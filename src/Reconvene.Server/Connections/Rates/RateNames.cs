using System.Diagnostics;
using Reconvene.Zoom.Rates;
using Reconvene.Zoom.Scopes;

namespace Reconvene.Server.Connections.Rates;

/// <summary>How labels, families and plans stand in columns, and how people read them.</summary>
internal static class RateNames
{
    /// <summary>In the row of all labels of an account together.</summary>
    public const string All = "all";

    public static readonly IReadOnlyList<string> Plans = ["free", "pro", "business"];

    public static string Column(this RateLabel label) => label switch
    {
        RateLabel.Light => "light",
        RateLabel.Medium => "medium",
        RateLabel.Heavy => "heavy",
        RateLabel.ResourceIntensive => "resource_intensive",
        _ => throw new UnreachableException(),
    };

    public static string Column(this RateFamily family) => family is RateFamily.Phone ? "phone" : "api";

    /// <summary>Zoom's own spelling.</summary>
    public static string Name(this RateLabel label) =>
        label is RateLabel.ResourceIntensive ? "RESOURCE-INTENSIVE" : label.Column().ToUpperInvariant();

    /// <summary>Null when there is no such plan.</summary>
    public static string? Plan(string text) =>
        Plans.FirstOrDefault(plan => plan.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase));

    public static ZoomPlan PlanOf(string column) => column switch
    {
        "free" => ZoomPlan.Free,
        "business" => ZoomPlan.Business,
        _ => ZoomPlan.Pro,
    };
}
