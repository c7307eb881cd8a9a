namespace Reconvene.Client.Transcripts;

/// <summary>One file whose speech was recognised here, or could not be.</summary>
public sealed record RecognitionView
{
    /// <summary>The recording file's id.</summary>
    public required long FileId { get; init; }

    /// <summary>The model or program, with the language it was told.</summary>
    public required string Recogniser { get; init; }

    /// <summary>Why it could not be recognised, with what to do; null when it was.</summary>
    public required string? Failure { get; init; }

    /// <summary>When it was recognised, or given up.</summary>
    public required DateTimeOffset EndedAt { get; init; }
}
