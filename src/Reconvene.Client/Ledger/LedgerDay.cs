namespace Reconvene.Client.Ledger;

/// <summary>
/// What Zoom has and what is held, for the recordings of one day (UTC, by start) of one connection; or for days in a row without
/// any, which stand together in one row as long as the same is known of them.
/// </summary>
public sealed record LedgerDay
{
    /// <summary>The connection.</summary>
    public required long CredentialId { get; init; }

    /// <summary>The day, or the first of a row of days without recordings.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The last of those days; the same day in a row of one.</summary>
    public required DateOnly Through { get; init; }

    /// <summary>
    /// When the day was last compared with a list of everyone's recordings at Zoom (in a row of days: the one that was longest
    /// ago); what was there then is counted here. Null when it never was: recordings may be missing that nobody knows of.
    /// </summary>
    public DateTimeOffset? CheckedAt { get; init; }

    /// <summary>Whether that list was complete: every host was read, and everything in it could be.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>How many hosts could not be read then.</summary>
    public required int UnreadCount { get; init; }

    /// <summary>The first of those hosts, by Zoom's id or e-mail address.</summary>
    public required IReadOnlyList<string> UnreadHosts { get; init; }

    /// <summary>How many things in that list could not be read, over all its days; the sync's result names them.</summary>
    public required int Unreadable { get; init; }

    /// <summary>Recordings that Zoom listed.</summary>
    public required int Recordings { get; init; }

    /// <summary>Files that Zoom listed.</summary>
    public required int Listed { get; init; }

    /// <summary>Files on our disk, verified.</summary>
    public required int Held { get; init; }

    /// <summary>Files to be fetched.</summary>
    public required int Queued { get; init; }

    /// <summary>Files that Zoom lists and still works on.</summary>
    public required int Waiting { get; init; }

    /// <summary>Files that someone removed here.</summary>
    public required int Deleted { get; init; }

    /// <summary>How many files are neither held nor queued.</summary>
    public required int MissingCount { get; init; }

    /// <summary>Those files, each with its reason; an answer names 1,000 at most.</summary>
    public required IReadOnlyList<MissingFile> Missing { get; init; }

    /// <summary>Recordings that were first learned of by a webhook event.</summary>
    public required int LearnedByWebhook { get; init; }

    /// <summary>Recordings that were first learned of by a sync.</summary>
    public required int LearnedBySync { get; init; }
}
