using Reconvene.Zoom;

namespace Reconvene.Server.Connections.Checks;

/// <summary>What a look at a connection showed, before anyone judges it.</summary>
internal sealed record CheckFacts
{
    public required ZoomConnection Connection { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Why there is no token; null when there is one.</summary>
    public ZoomFailure? TokenFailure { get; init; }

    /// <summary>The token's scopes; null when Zoom did not tell them, or there is no token.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>A small call; null when there was no token to make it with.</summary>
    public ZoomResult<ZoomProbe>? Call { get; init; }

    /// <summary>How far our clock is ahead of Zoom's; null when Zoom's is not known.</summary>
    public TimeSpan? Ahead { get; init; }

    /// <summary>Recordings of the last weeks; null when they were not looked for.</summary>
    public ZoomResult<RecordingsSeen>? Recordings { get; init; }

    /// <summary>Tokens that ended before their time, within the last hour.</summary>
    public long EarlyRefusals { get; init; }

    public bool HasWebhookSecret { get; init; }

    public DateTimeOffset? LastCrcAt { get; init; }

    public DateTimeOffset? LastEventAt { get; init; }

    /// <summary>The meeting that was tried; null when none was asked for or none could be.</summary>
    public TriedMeeting? Meeting { get; init; }

    /// <summary>What stands in the way of knowing the connection's state; null when Zoom said enough.</summary>
    public ZoomFailure? Outage => (TokenFailure ?? (Call as ZoomResult<ZoomProbe>.Failed)?.Failure) is
        { Kind: ZoomFailureKind.Unavailable or ZoomFailureKind.RateLimited or ZoomFailureKind.DailyLimit or ZoomFailureKind.Unreadable } failure
            ? failure
            : null;

    public ZoomProbe? Probe => (Call as ZoomResult<ZoomProbe>.Ok)?.Value;
}

/// <summary>Recordings that a connection can see.</summary>
/// <param name="Count">How many.</param>
/// <param name="Hosts">How many hosts were looked at until some were found.</param>
internal sealed record RecordingsSeen(long Count, int Hosts);
