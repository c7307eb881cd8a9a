namespace Reconvene.Server.Transcripts.Quality;

/// <summary>What a transcript must keep to, so that something may be made of it. The numbers of a template come before these.</summary>
internal sealed record QualityLimits
{
    public static readonly QualityLimits Usual = new();

    /// <summary>Fewer words are not judged by how they repeat.</summary>
    public int WordsToJudge { get; init; } = 60;

    /// <summary>Of all words, those of one text that is said again and again.</summary>
    public double MostRepeated { get; init; } = 0.4;

    /// <summary>The same in a row.</summary>
    public int LongestRun { get; init; } = 12;

    /// <summary>Different words of all, at least, however long somebody speaks.</summary>
    public double FewestDistinct { get; init; } = 0.03;

    /// <summary>Words that come once in two hundred, at most: language repeats its small words.</summary>
    public double MostWordsOnce { get; init; } = 0.85;

    /// <summary>Words a minute over the media, at most; nobody speaks as fast.</summary>
    public double MostWordsPerMinute { get; init; } = 300;

    /// <summary>Words a minute over the media, at least, of media of five minutes and more.</summary>
    public double FewestWordsPerMinute { get; init; } = 1;

    /// <summary>How far the last word may lie behind the end of the media.</summary>
    public TimeSpan BeyondMedia { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The language that must be spoken, such as <c>ru</c>; null when any may.</summary>
    public string? Language { get; init; }
}
