namespace Reconvene.Client.Deliverables;

/// <summary>One version of a deliverable.</summary>
public sealed record DeliverableVersionView
{
    /// <summary>From 1.</summary>
    public int Version { get; init; }

    /// <summary><c>extractive</c>, or the model's name.</summary>
    public string MadeBy { get; init; } = "";

    /// <summary>When it was made.</summary>
    public DateTimeOffset MadeAt { get; init; }

    /// <summary>Whether it is the one that is shown.</summary>
    public bool IsCurrent { get; init; }
}
