using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Transcripts.Quality;

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

    /// <summary>Of the words; null when it was read before there was a gate.</summary>
    public string? WordsFingerprint { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>JSON; null when it was read before there was a gate.</summary>
    public string? Measures { get; init; }

    /// <summary>A person took these very words, whatever the gate says.</summary>
    public UserId? AcceptedBy { get; init; }

    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>Why it is not believed, each a sentence; empty when it is, or was read before there was a gate.</summary>
    /// <param name="limits">Of the template.</param>
    public IReadOnlyList<string> Judge(QualityLimits limits) =>
        Measures is null ? [] : QualityGate.Judge(MeasuresJson.Read(Measures), limits);

    /// <summary>The same when that keeps anything from being made of it: not where a person accepted it.</summary>
    public IReadOnlyList<string> Refusals(QualityLimits limits) => AcceptedBy is null ? Judge(limits) : [];
}
