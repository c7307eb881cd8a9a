namespace Reconvene.Client.Deliverables;

/// <summary>Something to be done, as it was said.</summary>
public sealed record DeliverableActionItem
{
    /// <summary>The sentence that gives the task.</summary>
    public required string Task { get; init; }

    /// <summary>Who is to do it: the speaker who took it on, or the name that was spoken; null when neither is clear.</summary>
    public required string? Owner { get; init; }

    /// <summary>By when, in the words that were spoken; null when no time was.</summary>
    public required string? Due { get; init; }

    /// <summary>Who said it; null when nobody is named.</summary>
    public required string? Speaker { get; init; }

    /// <summary>Milliseconds from the beginning of the recording.</summary>
    public required long StartMs { get; init; }

    /// <summary>Numbers of the transcript's segments it rests on.</summary>
    public required IReadOnlyList<int> Segments { get; init; }
}
