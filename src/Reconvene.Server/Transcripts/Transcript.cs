namespace Reconvene.Server.Transcripts;

/// <summary>All that was said in one recording, as read from its files.</summary>
/// <param name="Source">Where it comes from: <c>zoom</c>.</param>
/// <param name="Language"><c>en</c>, <c>ru</c> or <c>und</c>.</param>
/// <param name="Segments">In order of time.</param>
/// <param name="Faults">What could not be read, as sentences.</param>
/// <param name="Fingerprint">Of the files it was made from.</param>
internal sealed record Transcript(
    string Source, string Language, IReadOnlyList<Segment> Segments, IReadOnlyList<string> Faults, string Fingerprint)
{
    public TimeSpan Duration => Segments.Count is 0 ? TimeSpan.Zero : Segments.Max(segment => segment.End);
}
