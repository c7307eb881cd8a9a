namespace Reconvene.Client.Ledger;

/// <summary>What Zoom has and what is held, for the recordings of one day (UTC, by start) of one connection.</summary>
public sealed record LedgerDay
{
    /// <summary>The connection.</summary>
    public required long CredentialId { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Day { get; init; }

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

    /// <summary>Files that are neither held nor queued, each with its reason.</summary>
    public required IReadOnlyList<MissingFile> Missing { get; init; }

    /// <summary>Recordings that were first learned of by a webhook event.</summary>
    public required int LearnedByWebhook { get; init; }

    /// <summary>Recordings that were first learned of by a sync.</summary>
    public required int LearnedBySync { get; init; }
}
