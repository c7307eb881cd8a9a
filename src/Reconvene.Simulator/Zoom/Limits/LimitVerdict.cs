using Reconvene.Simulator.Control.Limits;

namespace Reconvene.Simulator.Zoom.Limits;

/// <summary>Whether a call may pass; when it may not, which limit stopped it and when that opens again.</summary>
internal sealed record LimitVerdict(LimitSettings Settings, LimitLabel Label, int Limit, long Remaining)
{
    public bool IsPerDay { get; init; }

    /// <summary>Null when the call may pass.</summary>
    public DateTimeOffset? OpensAt { get; init; }
}
