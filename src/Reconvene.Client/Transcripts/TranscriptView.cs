namespace Reconvene.Client.Transcripts;

/// <summary>All that was said in one recording: the body of <c>transcript.json</c>.</summary>
public sealed record TranscriptView
{
    /// <summary>The recording.</summary>
    public required long RecordingId { get; init; }

    /// <summary>The meeting's topic.</summary>
    public required string Topic { get; init; }

    /// <summary>When the recording began.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Where the text comes from: <c>zoom</c>, <c>captions</c>, <c>recognised</c> or <c>mixed</c>.</summary>
    public required string Source { get; init; }

    /// <summary><c>en</c>, <c>ru</c>, or <c>und</c> when undetermined.</summary>
    public required string Language { get; init; }

    /// <summary>End of the last segment, in milliseconds from the beginning.</summary>
    public required long DurationMs { get; init; }

    /// <summary>What could not be read of the files, each a sentence.</summary>
    public required IReadOnlyList<string> Faults { get; init; }

    /// <summary>What was said, in order of time.</summary>
    public required IReadOnlyList<SegmentView> Segments { get; init; }
}
