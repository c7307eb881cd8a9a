namespace Reconvene.Simulator.OpenAi.Speech;

/// <summary>What a transcription was asked for, once it has been found right.</summary>
internal sealed record TranscriptionRequest
{
    public required string Model { get; init; }

    public required byte[] File { get; init; }

    /// <summary>A code such as <c>en</c>; null when it is to be found out.</summary>
    public string? Language { get; init; }

    /// <summary>json, text, srt, vtt or verbose_json.</summary>
    public required string Format { get; init; }

    public double Temperature { get; init; }

    public bool WithSegments { get; init; }

    public bool WithWords { get; init; }
}
