namespace Reconvene.Client.Transcripts;

/// <summary>What is known of a recording's transcript, without its words.</summary>
public sealed record TranscriptStateView
{
    /// <summary>The recording.</summary>
    public required long RecordingId { get; init; }

    /// <summary>
    /// Where the words come from: <c>zoom</c>, <c>captions</c>, <c>recognised</c>, or <c>mixed</c> of several.
    /// </summary>
    public required string Source { get; init; }

    /// <summary><c>en</c>, <c>ru</c>, or <c>und</c> when undetermined.</summary>
    public required string Language { get; init; }

    /// <summary>The language that the recogniser says it heard; null when none was asked or it does not say.</summary>
    public required string? ToldLanguage { get; init; }

    /// <summary>End of the last segment, in milliseconds from the beginning.</summary>
    public required long DurationMs { get; init; }

    /// <summary>Stretches of speech and chat.</summary>
    public required int Segments { get; init; }

    /// <summary>
    /// <c>passed</c>; <c>failed</c>: nothing is made of it; <c>accepted</c>: a person took it all the same; <c>not_judged</c>: read
    /// before there was a gate. By the usual limits: a template may have its own, and the recording's reason goes by those.
    /// </summary>
    public required string Gate { get; init; }

    /// <summary>Why it is not believed, each a sentence; also when a person accepted it.</summary>
    public required IReadOnlyList<string> Refusals { get; init; }

    /// <summary>Id of the person who accepted it; null when nobody did.</summary>
    public required long? AcceptedBy { get; init; }

    /// <summary>When; null when nobody did.</summary>
    public required DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>What the gate goes by; null for a transcript that was read before there was one.</summary>
    public required TranscriptMeasuresView? Measures { get; init; }

    /// <summary>Who is heard or writes, the longest first.</summary>
    public required IReadOnlyList<SpeakerView> Speakers { get; init; }

    /// <summary>What could not be read of the files, each a sentence.</summary>
    public required IReadOnlyList<string> Faults { get; init; }

    /// <summary>What was recognised here of its sound, and what could not be.</summary>
    public required IReadOnlyList<RecognitionView> Recognitions { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
