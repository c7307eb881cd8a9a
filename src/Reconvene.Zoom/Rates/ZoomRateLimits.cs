using System.Diagnostics;
using System.Text.Json;
using Reconvene.Zoom.Json;
using Reconvene.Zoom.Scopes;

namespace Reconvene.Zoom.Rates;

/// <summary>Zoom's published limits, from the committed table <c>limits.json</c>, which names its source.</summary>
public static class ZoomRateLimits
{
    private static readonly LimitTable Table = Load();

    /// <summary>Where the figures are from.</summary>
    public static string Source => Table.Source;

    /// <summary>The limit of an account. A free account has no Phone; should it be called, Pro's figures count.</summary>
    /// <param name="plan">The account's plan.</param>
    /// <param name="family">Whose table.</param>
    /// <param name="label">The label.</param>
    public static ZoomRateLimit Of(ZoomPlan plan, RateFamily family, RateLabel label)
    {
        var row = Find(plan, family, label) ?? Find(ZoomPlan.Pro, family, label)
            ?? throw new ArgumentOutOfRangeException(nameof(label));
        return new ZoomRateLimit(row.Calls, TimeSpan.FromSeconds(row.Seconds), row.PerDay, row.IsDayShared);
    }

    private static LimitRow? Find(ZoomPlan plan, RateFamily family, RateLabel label) =>
        Table.Limits.FirstOrDefault(row => row.Plan == plan && row.Family == family && row.Label == label);

    private static LimitTable Load()
    {
        using var table = typeof(ZoomRateLimits).Assembly.GetManifestResourceStream("limits.json")
            ?? throw new UnreachableException("The table of limits is not in the assembly.");
        return JsonSerializer.Deserialize(table, ZoomJson.Default.LimitTable)
            ?? throw new UnreachableException("The table of limits is empty.");
    }
}

/// <summary>The table as it is committed.</summary>
internal sealed record LimitTable(string Source, IReadOnlyList<LimitRow> Limits);

/// <summary>One row of it.</summary>
internal sealed record LimitRow(
    ZoomPlan Plan, RateFamily Family, RateLabel Label, int Calls, int Seconds, int? PerDay = null, bool IsDayShared = false);
