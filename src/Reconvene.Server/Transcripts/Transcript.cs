namespace Reconvene.Server.Transcripts;

/// <summary>All that was said in one recording, as read from its files.</summary>
/// <param name="Source">Where it comes from: one of <see cref="TranscriptSource"/>.</param>
/// <param name="Language"><c>en</c>, <c>ru</c> or <c>und</c>, by the words.</param>
/// <param name="Segments">In order of time.</param>
/// <param name="Faults">What could not be read, as sentences.</param>
/// <param name="Fingerprint">Of what it was made from.</param>
internal sealed record Transcript(
    string Source, string Language, IReadOnlyList<Segment> Segments, IReadOnlyList<string> Faults, string Fingerprint)
{
    /// <summary>The language that the recogniser says it heard; null when none was asked or it does not say.</summary>
    public string? ToldLanguage { get; init; }

    public TimeSpan Duration => Segments.Count is 0 ? TimeSpan.Zero : Segments.Max(segment => segment.End);
}
