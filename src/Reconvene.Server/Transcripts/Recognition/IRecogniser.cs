namespace Reconvene.Server.Transcripts.Recognition;

/// <summary>Turns sound into text.</summary>
internal interface IRecogniser
{
    /// <summary>Stands with what it made, such as <c>whisper-1</c>.</summary>
    string Name { get; }

    /// <summary>What was said in a piece. Stopped when cancelled, whatever it is doing.</summary>
    Task<HeardOutcome> RecogniseAsync(SoundPiece piece, CancellationToken cancellation);
}
