namespace Reconvene.Client.Deliverables;

/// <summary>How one speaker sounded, and what shows it.</summary>
public sealed record DeliverableSentiment
{
    /// <summary>Who; null when nobody is named.</summary>
    public required string? Speaker { get; init; }

    /// <summary><c>positive</c>, <c>neutral</c>, <c>negative</c> or <c>mixed</c>.</summary>
    public required string Tone { get; init; }

    /// <summary>What shows it, in a sentence.</summary>
    public required string Text { get; init; }

    /// <summary>Milliseconds from the beginning of the recording, of the first segment it rests on.</summary>
    public required long StartMs { get; init; }

    /// <summary>Numbers of the transcript's segments it rests on.</summary>
    public required IReadOnlyList<int> Segments { get; init; }
}
