namespace Reconvene.Zoom.Rates;

/// <summary>How often a Zoom account may be called under one label.</summary>
/// <param name="Calls">So many calls.</param>
/// <param name="Period">In so long: a second or a minute.</param>
/// <param name="PerDay">And so many from 00:00 UTC to the next; null when the day has no limit.</param>
/// <param name="IsDayShared">The day's calls are one pool for HEAVY and RESOURCE-INTENSIVE together.</param>
public sealed record ZoomRateLimit(int Calls, TimeSpan Period, int? PerDay = null, bool IsDayShared = false)
{
    /// <summary>The same as calls in a second.</summary>
    public double PerSecond => Calls / Period.TotalSeconds;
}
