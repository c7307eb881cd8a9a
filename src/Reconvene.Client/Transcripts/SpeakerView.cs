namespace Reconvene.Client.Transcripts;

/// <summary>Somebody who is heard, or writes in the chat.</summary>
public sealed record SpeakerView
{
    /// <summary>The name as it was read from Zoom; what <c>PUT speakers</c> takes.</summary>
    public required string Label { get; init; }

    /// <summary>What a person calls them instead; null when nobody said.</summary>
    public required string? Name { get; init; }

    /// <summary>How many stretches of the transcript are theirs.</summary>
    public required int Segments { get; init; }

    /// <summary>How long they speak, in milliseconds.</summary>
    public required long TalkMs { get; init; }
}
