namespace Reconvene.Client.Search;

/// <summary>A recording in which all the words were said.</summary>
public sealed record SearchResult
{
    /// <summary>The recording.</summary>
    public required long RecordingId { get; init; }

    /// <summary>The meeting's topic.</summary>
    public required string Topic { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary><c>en</c>, <c>ru</c> or <c>und</c>.</summary>
    public required string Language { get; init; }

    /// <summary>Segments that hold any of the words.</summary>
    public required int TotalHits { get; init; }

    /// <summary>Those that hold most of them: three at most, the best first.</summary>
    public required IReadOnlyList<SearchHit> Hits { get; init; }
}

/// <summary>A segment that holds words that were sought.</summary>
public sealed record SearchHit
{
    /// <summary>Its number in the transcript.</summary>
    public required int Segment { get; init; }

    /// <summary>Milliseconds from the beginning of the recording: where to jump.</summary>
    public required long StartMs { get; init; }

    /// <summary>Milliseconds from the beginning of the recording.</summary>
    public required long EndMs { get; init; }

    /// <summary>Who said it; null when nobody is named.</summary>
    public required string? Speaker { get; init; }

    /// <summary>What was said.</summary>
    public required string Text { get; init; }

    /// <summary>It was written in the chat, and not spoken.</summary>
    public required bool IsChat { get; init; }

    /// <summary>Where the words stand in the text.</summary>
    public required IReadOnlyList<SearchHighlight> Highlights { get; init; }
}

/// <summary>A place in a text.</summary>
public sealed record SearchHighlight
{
    /// <summary>Of its first character, in UTF-16 units.</summary>
    public required int Start { get; init; }

    /// <summary>In UTF-16 units.</summary>
    public required int Length { get; init; }
}
