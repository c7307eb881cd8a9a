namespace Reconvene.Server.Transcripts.Recognition;

/// <summary>One file whose speech was recognised here.</summary>
/// <param name="FileId">The recording file's row.</param>
/// <param name="Sha256">Of the bytes that were heard.</param>
/// <param name="RecordingStartAt">When this stretch of the recording began; null when Zoom did not say.</param>
/// <param name="Recogniser">Who heard it.</param>
/// <param name="Failure">Why it could not be heard; null when it was.</param>
/// <param name="Pieces">In order.</param>
internal sealed record RecognisedFile(
    long FileId, string Sha256, DateTimeOffset? RecordingStartAt, string Recogniser, string? Failure, IReadOnlyList<HeardPiece> Pieces)
{
    /// <summary>The bytes are at fault: they are not tried again by themselves.</summary>
    public bool IsFinal { get; init; }

    /// <summary>When it was heard, or given up.</summary>
    public DateTimeOffset EndedAt { get; init; }
}

/// <summary>What was heard in one piece of a file.</summary>
/// <param name="StartMs">Milliseconds from the beginning of the file; the times in <paramref name="Heard"/> begin here.</param>
/// <param name="EndMs">The same.</param>
/// <param name="Heard">What was heard.</param>
internal sealed record HeardPiece(long StartMs, long EndMs, Heard Heard);
