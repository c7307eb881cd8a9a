namespace Reconvene.Client.Transcripts;

/// <summary>What people call the speakers of a recording.</summary>
public sealed record SpeakerNames
{
    /// <summary>By the label in the transcript; null takes the name back. Others stay as they are. At most 300.</summary>
    public required IReadOnlyDictionary<string, string?> Names { get; init; }
}
