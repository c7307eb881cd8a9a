using Reconvene.Simulator.Zoom.Apps;

namespace Reconvene.Simulator.Zoom.OAuth;

internal enum TokenKind
{
    Access,
    Download,
    Webhook,
}

/// <summary>A token that was given out. Download tokens open the files of one meeting only.</summary>
internal sealed record IssuedToken(string Value, TokenKind Kind, DateTimeOffset ExpiresAt, IReadOnlyList<string> Scopes)
{
    public string? MeetingUuid { get; init; }

    /// <summary>Whose access token it is.</summary>
    public ZoomApp? App { get; init; }

    /// <summary>The account that an access token reaches into.</summary>
    public string AccountId { get; init; } = "";

    /// <summary>The consent that an access token comes from; null when no user was asked.</summary>
    public Grant? Grant { get; init; }

    /// <summary>Which pair of the consent it belongs to.</summary>
    public int Generation { get; init; }
}
