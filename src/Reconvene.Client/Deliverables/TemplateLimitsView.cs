namespace Reconvene.Client.Deliverables;

/// <summary>What the gate asks of a transcript, where a template wants something else than usual. Null keeps the usual.</summary>
public sealed record TemplateLimitsView
{
    /// <summary>Of all words, those of one text that is said again and again, 0 to 1. Usually 0.4.</summary>
    public double? MostRepeated { get; init; }

    /// <summary>How often the same may be said in a row. Usually 12.</summary>
    public int? LongestRun { get; init; }

    /// <summary>Words that come once in two hundred, 0 to 1. Usually 0.85.</summary>
    public double? MostWordsOnce { get; init; }

    /// <summary>Words a minute at most. Usually 300.</summary>
    public double? MostWordsPerMinute { get; init; }

    /// <summary>Words a minute at least, of five minutes and more. Usually 1.</summary>
    public double? FewestWordsPerMinute { get; init; }

    /// <summary>The language that must be spoken, such as <c>ru</c>. Usually any.</summary>
    public string? Language { get; init; }
}
