namespace Reconvene.Server.Transcripts.Recognition;

/// <summary>What a recogniser made of one piece.</summary>
/// <param name="Language">As it says; null when it does not.</param>
/// <param name="Segments">With times from the beginning of the piece.</param>
internal sealed record Heard(string? Language, IReadOnlyList<HeardSegment> Segments);

/// <summary>One stretch of speech, as a recogniser heard it.</summary>
/// <param name="StartMs">Milliseconds.</param>
/// <param name="EndMs">Milliseconds; never before <paramref name="StartMs"/>.</param>
/// <param name="Text">What was said.</param>
internal sealed record HeardSegment(long StartMs, long EndMs, string Text)
{
    /// <summary>Mean logarithm of the words' likelihood; null when the recogniser does not say.</summary>
    public double? LogProbability { get; init; }

    /// <summary>How likely nothing was said, 0 to 1; null when the recogniser does not say.</summary>
    public double? NoSpeech { get; init; }
}
