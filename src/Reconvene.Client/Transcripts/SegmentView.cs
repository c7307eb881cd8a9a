namespace Reconvene.Client.Transcripts;

/// <summary>One stretch of what was said, by one speaker.</summary>
public sealed record SegmentView
{
    /// <summary>Place within the recording, from 1; deliverables cite it.</summary>
    public required int Number { get; init; }

    /// <summary>Milliseconds from the beginning of the recording.</summary>
    public required long StartMs { get; init; }

    /// <summary>Milliseconds from the beginning of the recording.</summary>
    public required long EndMs { get; init; }

    /// <summary>Who spoke; null when nobody is named.</summary>
    public required string? Speaker { get; init; }

    /// <summary>What was said, on one line.</summary>
    public required string Text { get; init; }

    /// <summary>The recording file it was read from; its own times begin where that file begins.</summary>
    public required long FileId { get; init; }

    /// <summary>It was written in the meeting's chat, and not spoken.</summary>
    public bool IsChat { get; init; }
}
