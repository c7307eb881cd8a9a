namespace Reconvene.Client.Transcripts;

/// <summary>What a transcript looks like in numbers. Chat is left out.</summary>
public sealed record TranscriptMeasuresView
{
    /// <summary>Stretches of speech.</summary>
    public required int Segments { get; init; }

    /// <summary>Words.</summary>
    public required int Words { get; init; }

    /// <summary>Different words of all, 0 to 1.</summary>
    public required double DistinctWords { get; init; }

    /// <summary>Words that come once in two hundred, 0 to 1.</summary>
    public required double WordsOnce { get; init; }

    /// <summary>Of all words, those of the one text that is said most often, 0 to 1.</summary>
    public required double MostRepeated { get; init; }

    /// <summary>How often the same is said in a row at most.</summary>
    public required int LongestRun { get; init; }

    /// <summary>Over the whole media.</summary>
    public required double WordsPerMinute { get; init; }

    /// <summary>Over the time in which somebody speaks.</summary>
    public required double WordsPerSpokenMinute { get; init; }

    /// <summary>Length of the media, in milliseconds; null when nobody has looked.</summary>
    public required long? MediaMs { get; init; }

    /// <summary>When the last word ends, in milliseconds.</summary>
    public required long LastMs { get; init; }
}
