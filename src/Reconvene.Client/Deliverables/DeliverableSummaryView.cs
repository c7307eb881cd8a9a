namespace Reconvene.Client.Deliverables;

/// <summary>A deliverable in a list, without its text.</summary>
public sealed record DeliverableSummaryView
{
    /// <summary>Its id.</summary>
    public required long Id { get; init; }

    /// <summary>The recording it was made from.</summary>
    public required long RecordingId { get; init; }

    /// <summary>What it was made after: <c>summary</c>.</summary>
    public required string Template { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary><c>en</c>, <c>ru</c> or <c>und</c>.</summary>
    public required string Language { get; init; }

    /// <summary><c>extractive</c>: chosen without a language model.</summary>
    public required string MadeBy { get; init; }

    /// <summary>When it was first made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last made anew.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Rises by one each time it is made anew, from 1.</summary>
    public required int Version { get; init; }
}
