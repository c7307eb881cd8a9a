namespace Reconvene.Server.Transcripts.Quality;

/// <summary>What a transcript looks like in numbers, before anybody believes it. Chat is left out.</summary>
internal sealed record TranscriptMeasures
{
    /// <summary>Stretches of speech.</summary>
    public int Segments { get; init; }

    public int Words { get; init; }

    /// <summary>Different words of all words, 0 to 1; 0 when there are none.</summary>
    public double DistinctWords { get; init; }

    /// <summary>Of the words of a stretch of two hundred, those that come once in it: the mean, 0 to 1.</summary>
    public double WordsOnce { get; init; }

    /// <summary>Words in all segments together that say what the most frequent of them says, of all words, 0 to 1.</summary>
    public double MostRepeated { get; init; }

    /// <summary>How often the same is said in a row at most.</summary>
    public int LongestRun { get; init; }

    /// <summary>Over the length of the media, or of the transcript where that is not known.</summary>
    public double WordsPerMinute { get; init; }

    /// <summary>Over the time in which somebody is said to speak.</summary>
    public double WordsPerSpokenMinute { get; init; }

    /// <summary>By the words: <c>en</c>, <c>ru</c> or <c>und</c>.</summary>
    public string Language { get; init; } = LanguageGuess.Unknown;

    /// <summary>The language that the recogniser says it heard; null when it does not say.</summary>
    public string? ToldLanguage { get; init; }

    /// <summary>Length of the media, in milliseconds; null when nobody has looked.</summary>
    public long? MediaMs { get; init; }

    /// <summary>When the last word ends, in milliseconds.</summary>
    public long LastMs { get; init; }
}
