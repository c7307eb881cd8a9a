namespace Reconvene.Client.Deliverables;

/// <summary>One sentence and where it was said.</summary>
public sealed record DeliverableStatement
{
    /// <summary>The sentence.</summary>
    public required string Text { get; init; }

    /// <summary>Who said it; null when nobody is named.</summary>
    public required string? Speaker { get; init; }

    /// <summary>Milliseconds from the beginning of the recording.</summary>
    public required long StartMs { get; init; }

    /// <summary>Numbers of the transcript's segments it rests on.</summary>
    public required IReadOnlyList<int> Segments { get; init; }
}
