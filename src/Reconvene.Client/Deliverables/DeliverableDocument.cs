namespace Reconvene.Client.Deliverables;

/// <summary>What a meeting came to, each statement with the segments of the transcript it rests on.</summary>
public sealed record DeliverableDocument
{
    /// <summary>The meeting's topic, or its strongest words when it had none.</summary>
    public required string Title { get; init; }

    /// <summary>Language of the text and its labels: <c>en</c>, <c>ru</c> or <c>und</c>.</summary>
    public required string Language { get; init; }

    /// <summary><c>extractive</c>: sentences that were spoken, chosen without a language model; else the model's name.</summary>
    public required string MadeBy { get; init; }

    /// <summary>The same for a person, in the document's language.</summary>
    public required string MadeByNote { get; init; }

    /// <summary>When the recording began.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Length of what was said, in milliseconds.</summary>
    public required long DurationMs { get; init; }

    /// <summary>Three to six sentences, in order of time; fewer when little was said.</summary>
    public required IReadOnlyList<DeliverableStatement> Summary { get; init; }

    /// <summary>What else mattered.</summary>
    public required IReadOnlyList<DeliverableStatement> KeyPoints { get; init; }

    /// <summary>What was decided.</summary>
    public required IReadOnlyList<DeliverableStatement> Decisions { get; init; }

    /// <summary>Who said they would do what, or was asked to.</summary>
    public required IReadOnlyList<DeliverableActionItem> ActionItems { get; init; }

    /// <summary>What was asked.</summary>
    public required IReadOnlyList<DeliverableStatement> Questions { get; init; }

    /// <summary>Stretches of one matter each, in order, without gaps.</summary>
    public required IReadOnlyList<DeliverableChapter> Chapters { get; init; }

    /// <summary>Who was there, the longest speaker first.</summary>
    public required IReadOnlyList<DeliverableParticipant> Participants { get; init; }

    /// <summary>How those who spoke sounded; empty when nothing was found out about it.</summary>
    public IReadOnlyList<DeliverableSentiment> Sentiment { get; init; } = [];

    /// <summary>Statements that a model made and that the transcript does not carry: they were left out.</summary>
    public int DroppedClaims { get; init; }

    /// <summary>Parts that its template has; null for one made by an earlier version of the server.</summary>
    public IReadOnlyList<string>? Sections { get; init; }

    /// <summary>Why it was made otherwise than was asked, such as without the model; null when it was not.</summary>
    public string? Remark { get; init; }
}
