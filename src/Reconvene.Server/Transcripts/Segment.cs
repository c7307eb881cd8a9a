namespace Reconvene.Server.Transcripts;

/// <summary>One stretch of what was said, by one speaker.</summary>
/// <param name="Number">Place within the recording, from 1 and without gaps.</param>
/// <param name="Start">From the beginning of the recording's first file.</param>
/// <param name="End">Never before <paramref name="Start"/>.</param>
/// <param name="Speaker">Null when nobody is named.</param>
/// <param name="Text">One line, never empty.</param>
/// <param name="RecordingFileId">The file it was read from.</param>
internal sealed record Segment(
    int Number, TimeSpan Start, TimeSpan End, string? Speaker, string Text, long RecordingFileId)
{
    /// <summary>It was written in the meeting's chat, and not spoken.</summary>
    public bool IsChat { get; init; }
}
