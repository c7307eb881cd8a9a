namespace Reconvene.Client.Sources;

/// <summary>What a sync found; the task's <c>result</c>.</summary>
public sealed record SyncResult
{
    /// <summary>First day (UTC) that was listed.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day (UTC) that was listed.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Recordings that Zoom announced, summed over the windows (they overlap by a day).</summary>
    public required int Announced { get; init; }

    /// <summary>Recordings that the windows listed, summed as above: equal to what was announced.</summary>
    public required int Listed { get; init; }

    /// <summary>Different recordings among them.</summary>
    public required int Found { get; init; }

    /// <summary>Recordings that were new.</summary>
    public required int Saved { get; init; }

    /// <summary>Known recordings in which something changed.</summary>
    public required int Updated { get; init; }

    /// <summary>Recordings in Zoom's trash, where the source includes it: known and not fetched, and in none of the other counts.</summary>
    public int Trashed { get; init; }

    /// <summary>A row for each host; with more than 1,000 hosts, only for those who had something or could not be read.</summary>
    public required IReadOnlyList<SyncedUser> Users { get; init; }

    /// <summary>What Zoom listed and could not be read, with its place; it was passed over.</summary>
    public required IReadOnlyList<string> Unreadable { get; init; }
}
