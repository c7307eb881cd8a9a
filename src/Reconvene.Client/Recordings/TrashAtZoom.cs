namespace Reconvene.Client.Recordings;

/// <summary>Asks for recordings that are held here to be moved to Zoom's trash, or what that would move.</summary>
public sealed record TrashAtZoomRequest
{
    /// <summary>Most recordings that one request names.</summary>
    public const int MostIds = 500;

    /// <summary>Only those of this credential.</summary>
    public long? CredentialId { get; init; }

    /// <summary>Only those of meetings that began before this day (UTC), as <c>yyyy-MM-dd</c>.</summary>
    public string? Before { get; init; }

    /// <summary>Only these, 1 to 500. To move anything, they must be named.</summary>
    public IReadOnlyList<long>? Ids { get; init; }

    /// <summary>True by default: says what would be moved, and moves nothing.</summary>
    public bool? Preview { get; init; }

    /// <summary>Recordings in one answer of the preview, 1 to 300; 50 by default.</summary>
    public int? Limit { get; init; }

    /// <summary>From the answer before, for the next page of the preview.</summary>
    public string? Cursor { get; init; }
}

/// <summary>What would be moved to Zoom's trash, or is about to be.</summary>
public sealed record TrashAtZoomAnswer
{
    /// <summary>Whether nothing was begun.</summary>
    public required bool Preview { get; init; }

    /// <summary>How many of the recordings below would be moved, or have a task.</summary>
    public required int Count { get; init; }

    /// <summary>Their bytes together.</summary>
    public required long Bytes { get; init; }

    /// <summary>The recordings, oldest first: those that would be moved, and those that stay, with the reason.</summary>
    public required IReadOnlyList<TrashAtZoomRow> Items { get; init; }

    /// <summary>For the next page of a preview; null after the last.</summary>
    public string? NextCursor { get; init; }
}

/// <summary>One recording that Zoom has.</summary>
public sealed record TrashAtZoomRow
{
    /// <summary>The recording.</summary>
    public required long RecordingId { get; init; }

    /// <summary>Its topic; null when there is no such recording.</summary>
    public string? Topic { get; init; }

    /// <summary>When the meeting began.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>How many files Zoom lists of it.</summary>
    public long Files { get; init; }

    /// <summary>Bytes that are held of them here.</summary>
    public long Bytes { get; init; }

    /// <summary>Why it stays; null when nothing speaks against moving it.</summary>
    public string? Reason { get; init; }

    /// <summary>The task to follow, whose result says what was done; null in a preview, and when it stays.</summary>
    public string? TaskId { get; init; }
}

/// <summary>What became of one recording; the result of its task.</summary>
public sealed record TrashAtZoomResult
{
    /// <summary>It is in Zoom's trash now.</summary>
    public const string Trashed = "trashed";

    /// <summary>It stays where it was, for the reason given.</summary>
    public const string Kept = "kept";

    /// <summary>Somebody else had moved it there before.</summary>
    public const string InTrashAlready = "in_trash_already";

    /// <summary>Zoom no longer has it.</summary>
    public const string Gone = "gone";

    /// <summary>It was moved to Zoom's trash, and removed here.</summary>
    public const string Removed = "removed";

    /// <summary>Zoom lists it again.</summary>
    public const string Recovered = "recovered";

    /// <summary>The recording.</summary>
    public required long RecordingId { get; init; }

    /// <summary><c>trashed</c>, <c>kept</c>, <c>in_trash_already</c>, <c>gone</c>, <c>removed</c> or <c>recovered</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>Why it was kept.</summary>
    public string? Reason { get; init; }

    /// <summary>Files that are held here of what was moved.</summary>
    public int Files { get; init; }

    /// <summary>Their bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>Until when it can be recovered at Zoom.</summary>
    public DateTimeOffset? AtZoomUntil { get; init; }
}
