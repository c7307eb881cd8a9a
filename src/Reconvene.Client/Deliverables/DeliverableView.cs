namespace Reconvene.Client.Deliverables;

/// <summary>A deliverable with its text.</summary>
public sealed record DeliverableView
{
    /// <summary>Its id.</summary>
    public required long Id { get; init; }

    /// <summary>The recording it was made from.</summary>
    public required long RecordingId { get; init; }

    /// <summary>What it was made after: <c>summary</c>.</summary>
    public required string Template { get; init; }

    /// <summary>When it was first made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last made anew.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Rises by one each time it is made anew, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>The text.</summary>
    public required DeliverableDocument Document { get; init; }
}
