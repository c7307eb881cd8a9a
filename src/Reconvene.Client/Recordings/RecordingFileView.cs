namespace Reconvene.Client.Recordings;

/// <summary>One file of a recording.</summary>
public sealed record RecordingFileView
{
    /// <summary>Our id.</summary>
    public required long Id { get; init; }

    /// <summary>Zoom's id; captions and timelines have none.</summary>
    public string? ZoomFileId { get; init; }

    /// <summary>Zoom's format, such as <c>MP4</c>; a new one is passed on as it came.</summary>
    public required string FileType { get; init; }

    /// <summary>What it shows, such as <c>audio_only</c>; empty where Zoom says nothing.</summary>
    public required string RecordingType { get; init; }

    /// <summary>Its first second.</summary>
    public DateTimeOffset? RecordingStart { get; init; }

    /// <summary>Its last second.</summary>
    public DateTimeOffset? RecordingEnd { get; init; }

    /// <summary><c>waiting</c>, <c>queued</c>, <c>held</c>, <c>missing</c> or <c>deleted</c>.</summary>
    public required string State { get; init; }

    /// <summary>Why it stands so.</summary>
    public string? Reason { get; init; }

    /// <summary>Size as Zoom lists it.</summary>
    public long? ListedBytes { get; init; }

    /// <summary>Size of what is held, or was until a rule of retention removed it.</summary>
    public long? HeldBytes { get; init; }

    /// <summary>SHA-256 of what is held, or was until a rule of retention removed it, in lower-case hexadecimal.</summary>
    public string? Sha256 { get; init; }

    /// <summary>When it was held.</summary>
    public DateTimeOffset? HeldAt { get; init; }

    /// <summary>Which door it was learned through: <c>webhook</c> or <c>sync</c>; a look for late files is a sync.</summary>
    public required string LearnedBy { get; init; }
}
