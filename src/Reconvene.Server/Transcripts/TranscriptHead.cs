using Reconvene.Server.Ledger;

namespace Reconvene.Server.Transcripts;

/// <summary>A stored transcript without its segments, and what it is a transcript of.</summary>
internal sealed class TranscriptHead
{
    public TranscriptId Id { get; init; }

    public RecordingId RecordingId { get; init; }

    public required string Topic { get; init; }

    public DateTimeOffset RecordedAt { get; init; }

    public required string Source { get; init; }

    public required string Language { get; init; }

    public long DurationMs { get; init; }

    public int SegmentCount { get; init; }

    /// <summary>JSON list of sentences.</summary>
    public required string Faults { get; init; }

    public required string Fingerprint { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
