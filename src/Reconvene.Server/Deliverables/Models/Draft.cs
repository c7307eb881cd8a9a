namespace Reconvene.Server.Deliverables.Models;

/// <summary>What a model answers, before anybody believes it.</summary>
internal sealed record Draft
{
    public string? Title { get; init; }

    public IReadOnlyList<DraftClaim> Summary { get; init; } = [];

    public IReadOnlyList<DraftClaim> KeyPoints { get; init; } = [];

    public IReadOnlyList<DraftClaim> Decisions { get; init; } = [];

    public IReadOnlyList<DraftTask> ActionItems { get; init; } = [];

    public IReadOnlyList<DraftClaim> Questions { get; init; } = [];

    public IReadOnlyList<DraftChapter> Chapters { get; init; } = [];

    public IReadOnlyList<DraftSentiment> Sentiment { get; init; } = [];
}

/// <summary>Something said to be so, and where.</summary>
internal record DraftClaim
{
    public string Text { get; init; } = "";

    /// <summary>Numbers of lines.</summary>
    public IReadOnlyList<int> Segments { get; init; } = [];

    /// <summary>The spoken words it rests on, asked for where the text is in another language; null elsewhere.</summary>
    public string? Quote { get; init; }
}

internal sealed record DraftTask : DraftClaim
{
    public string? Owner { get; init; }

    public string? Due { get; init; }
}

internal sealed record DraftSentiment : DraftClaim
{
    public string? Speaker { get; init; }

    public string Tone { get; init; } = "";
}

internal sealed record DraftChapter
{
    public string Title { get; init; } = "";

    /// <summary>Number of its first line.</summary>
    public int FirstSegment { get; init; }
}
