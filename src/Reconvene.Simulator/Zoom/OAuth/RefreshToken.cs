namespace Reconvene.Simulator.Zoom.OAuth;

/// <summary>A refresh token that was given out.</summary>
internal sealed class RefreshToken(string value, Grant grant, int generation, DateTimeOffset expiresAt)
{
    public string Value { get; } = value;

    public Grant Grant { get; } = grant;

    public int Generation { get; } = generation;

    public DateTimeOffset ExpiresAt { get; } = expiresAt;

    /// <summary>When it was first exchanged for another.</summary>
    public DateTimeOffset? ReplacedAt { get; set; }
}
