namespace Reconvene.Simulator.Control.Limits;

/// <summary>Rate limits in force, for each account by itself and for all apps on it together.</summary>
public sealed record LimitSettings
{
    /// <summary>Whose figures hold. Pro by default.</summary>
    public ZoomPlan Plan { get; init; } = ZoomPlan.Pro;

    /// <summary>How limits per second are counted. From full second to full second by default.</summary>
    public LimitWindow Window { get; init; } = LimitWindow.Fixed;

    /// <summary>Which headers tell about them. None by default.</summary>
    public LimitHeaderForm Headers { get; init; } = LimitHeaderForm.None;

    /// <summary>How <c>Retry-After</c> is written; as an ISO date-time with the full set of headers, else not at all, when null, the default.</summary>
    public RetryAfterForm? RetryAfter { get; init; }

    /// <summary>The code in the body of a refusal per second. 429 by default; two of Zoom's documents print 4001.</summary>
    public int PerSecondCode { get; init; } = 429;
}
