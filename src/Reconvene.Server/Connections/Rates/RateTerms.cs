using Reconvene.Server.Connections.Rates.Store;
using Reconvene.Zoom.Rates;

namespace Reconvene.Server.Connections.Rates;

/// <summary>What an account may be asked under one label, as far as its plan and our own settings say.</summary>
/// <param name="Limit">Zoom's limit.</param>
/// <param name="CapPerSecond">Calls a second at most, of all labels of the account together.</param>
internal sealed record RateTerms(ZoomRateLimit Limit, int CapPerSecond)
{
    /// <summary>So much of Zoom's limit is used. The rest is for what travels unevenly.</summary>
    public const double Share = 0.90;

    /// <summary>The whole budget, before a 429 halves it.</summary>
    public double PerSecond(RateRow row) => Math.Min(CapPerSecond, Share * (row.LearnedPerSecond ?? Limit.PerSecond));

    /// <summary>Null when the day has no limit.</summary>
    public long? PerDay(RateRow row) => row.LearnedPerDay ?? Limit.PerDay;
}
