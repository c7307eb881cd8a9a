namespace Reconvene.Client.Recordings;

/// <summary>The transcript of a recording, in short.</summary>
public sealed record RecordingTranscript
{
    /// <summary>Where the words come from, such as <c>zoom</c> or <c>recognised</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Language of what was said, such as <c>en</c>; <c>und</c> when unknown.</summary>
    public required string Language { get; init; }

    /// <summary>How many stretches of speech it has.</summary>
    public required int Segments { get; init; }
}
