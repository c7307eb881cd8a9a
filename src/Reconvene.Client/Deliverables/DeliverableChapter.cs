namespace Reconvene.Client.Deliverables;

/// <summary>A stretch of the meeting about one matter.</summary>
public sealed record DeliverableChapter
{
    /// <summary>Its strongest words.</summary>
    public required string Title { get; init; }

    /// <summary>Milliseconds from the beginning of the recording.</summary>
    public required long StartMs { get; init; }

    /// <summary>Milliseconds from the beginning of the recording.</summary>
    public required long EndMs { get; init; }

    /// <summary>Number of its first segment.</summary>
    public required int FirstSegment { get; init; }

    /// <summary>Number of its last segment.</summary>
    public required int LastSegment { get; init; }
}
