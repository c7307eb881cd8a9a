namespace Reconvene.Client.Sources;

/// <summary>One host in the result of a sync.</summary>
public sealed record SyncedUser
{
    /// <summary>What was listed: <c>meeting</c>, or of Zoom Phone <c>phone_call</c> or <c>voicemail</c>.</summary>
    public string Kind { get; init; } = "meeting";

    /// <summary>
    /// Zoom's id of the host, the e-mail address the source names, or <c>me</c> for the one user of an OAuth credential. Empty
    /// when the users of an account could not be listed, and for Zoom Phone of a whole account, which is listed at once.
    /// </summary>
    public required string User { get; init; }

    /// <summary>The account, where the source names accounts; else null.</summary>
    public string? AccountId { get; init; }

    /// <summary>Recordings found.</summary>
    public required int Found { get; init; }

    /// <summary>Recordings that were new.</summary>
    public required int Saved { get; init; }

    /// <summary>Recordings in the trash, where the source includes it.</summary>
    public int Trashed { get; init; }

    /// <summary>Why this host could not be read; null when all went well.</summary>
    public string? Error { get; init; }
}
