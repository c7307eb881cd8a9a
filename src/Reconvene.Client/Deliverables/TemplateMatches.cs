namespace Reconvene.Client.Deliverables;

/// <summary>Which recordings a template takes.</summary>
public sealed record TemplateMatches
{
    /// <summary>Newest first.</summary>
    public required IReadOnlyList<TemplateMatch> Items { get; init; }

    /// <summary>How many recordings with a transcript were looked at: the newest ones.</summary>
    public required int LookedAt { get; init; }
}

/// <summary>A recording that a template takes.</summary>
public sealed record TemplateMatch
{
    /// <summary>The recording.</summary>
    public required long RecordingId { get; init; }

    /// <summary>Its topic.</summary>
    public required string Topic { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>Whether it was already made by this template.</summary>
    public required bool IsMade { get; init; }
}

/// <summary>Recordings taken through their templates again.</summary>
public sealed record TemplateRematch
{
    /// <summary>How many were begun; those already made as the rules now say are not.</summary>
    public required int Started { get; init; }
}
