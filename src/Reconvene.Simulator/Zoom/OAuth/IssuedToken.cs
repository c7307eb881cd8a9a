namespace Reconvene.Simulator.Zoom.OAuth;

internal enum TokenKind
{
    Access,
    Download,
    Webhook,
}

/// <summary>A token that was given out. Download tokens open the files of one meeting only.</summary>
internal sealed record IssuedToken(
    string Value, TokenKind Kind, DateTimeOffset ExpiresAt, IReadOnlyList<string> Scopes, string? MeetingUuid);
