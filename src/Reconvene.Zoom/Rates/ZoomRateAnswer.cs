using Reconvene.Zoom.Scopes;

namespace Reconvene.Zoom.Rates;

/// <summary>What an answer tells about the account's rates.</summary>
/// <param name="Operation">What was called.</param>
/// <param name="SentAt">When the call left.</param>
public sealed record ZoomRateAnswer(ZoomOperation Operation, DateTimeOffset SentAt)
{
    /// <summary>
    /// <see cref="ZoomFailureKind.RateLimited"/> or <see cref="ZoomFailureKind.DailyLimit"/> when the account's limit refused
    /// the call; null otherwise, and for a limit of one user, which says nothing about the account.
    /// </summary>
    public ZoomFailure? Refusal { get; init; }

    /// <summary>The limit by the second that Zoom named in its headers; null when it named none.</summary>
    public int? PerSecond { get; init; }

    /// <summary>The limit by the day that Zoom named in its headers; null when it named none.</summary>
    public int? PerDay { get; init; }
}
