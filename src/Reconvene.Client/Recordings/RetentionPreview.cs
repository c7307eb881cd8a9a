namespace Reconvene.Client.Recordings;

/// <summary>What the rules of retention would remove. Reading it removes nothing.</summary>
public sealed record RetentionPreview
{
    /// <summary>What goes in the next round, within the hour.</summary>
    public required RetentionTotal Now { get; init; }

    /// <summary>What goes by the end of the days that were asked for, with what goes now.</summary>
    public required RetentionTotal Within { get; init; }

    /// <summary>Those days.</summary>
    public required int Days { get; init; }

    /// <summary>What stays although its time is over, until its recording is processed and nothing is under way for it.</summary>
    public required RetentionTotal KeptBack { get; init; }

    /// <summary>The same for people.</summary>
    public required string Sentence { get; init; }

    /// <summary>The files, what goes first before the rest.</summary>
    public required IReadOnlyList<RetentionItem> Items { get; init; }

    /// <summary>For the next page; null after the last.</summary>
    public string? NextCursor { get; init; }
}

/// <summary>How many files, and how large.</summary>
public sealed record RetentionTotal
{
    /// <summary>Files of video or sound.</summary>
    public required long Files { get; init; }

    /// <summary>Their bytes together.</summary>
    public required long Bytes { get; init; }
}

/// <summary>One file that a rule would remove.</summary>
public sealed record RetentionItem
{
    /// <summary>Its recording.</summary>
    public required long RecordingId { get; init; }

    /// <summary>The file.</summary>
    public required long FileId { get; init; }

    /// <summary>The recording's topic.</summary>
    public required string Topic { get; init; }

    /// <summary>Zoom's format, such as <c>MP4</c>.</summary>
    public required string FileType { get; init; }

    /// <summary>Its size.</summary>
    public required long Bytes { get; init; }

    /// <summary>Since when it is held.</summary>
    public required DateTimeOffset HeldAt { get; init; }

    /// <summary>When its time is over.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Whether that is past.</summary>
    public required bool IsDue { get; init; }

    /// <summary>The rule, such as <c>30d</c> or <c>until_processed</c>.</summary>
    public required string KeepMedia { get; init; }

    /// <summary>The source whose rule it is; null for a recording that was taken by name.</summary>
    public long? SourceId { get; init; }
}
