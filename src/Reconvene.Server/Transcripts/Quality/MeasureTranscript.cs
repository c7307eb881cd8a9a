using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Transcripts.Quality;

/// <summary>Measures a transcript by its words and times alone.</summary>
internal static class MeasureTranscript
{
    private const int Window = 200;

    /// <summary>A word of Chinese or Japanese has a character or two.</summary>
    private const double WordsPerCharacter = 0.6;

    /// <summary>All measures at once.</summary>
    /// <param name="transcript">What is measured.</param>
    /// <param name="media">Length of the media together; null when nobody has looked.</param>
    public static TranscriptMeasures Of(Transcript transcript, TimeSpan? media)
    {
        var said = transcript.Segments.Where(segment => !segment.IsChat).ToList();
        var texts = said.Select(segment => SpokenWords.Folded(segment.Text).SelectMany(WordsOf).ToList()).ToList();
        var words = texts.SelectMany(text => text).ToList();
        var last = said.Count is 0 ? TimeSpan.Zero : said.Max(segment => segment.End);
        var whole = media is { } length && length > last ? length : last;
        var spoken = TimeSpan.FromTicks(said.Sum(segment => (segment.End - segment.Start).Ticks));
        return new TranscriptMeasures
        {
            Segments = said.Count,
            Words = words.Count,
            DistinctWords = words.Count is 0 ? 0 : Rounded((double)words.Distinct(StringComparer.Ordinal).Count() / words.Count),
            WordsOnce = Rounded(Once(words)),
            MostRepeated = Rounded(MostRepeated(texts, words.Count)),
            LongestRun = LongestRun(said.Zip(texts, (segment, words) => (segment.Speaker, words))),
            WordsPerMinute = PerMinute(Spoken(words), whole),
            WordsPerSpokenMinute = PerMinute(Spoken(words), spoken),
            Language = transcript.Language,
            ToldLanguage = transcript.ToldLanguage,
            MediaMs = (long?)media?.TotalMilliseconds,
            LastMs = (long)last.TotalMilliseconds,
        };
    }

    private static double Once(List<string> words)
    {
        var shares = words.Chunk(Window)
            .Where(window => window.Length is Window)
            .Select(window => window.GroupBy(word => word, StringComparer.Ordinal).Count(group => group.Count() is 1) / (double)Window)
            .ToList();
        return shares.Count is 0 ? 0 : shares.Average();
    }

    private static double MostRepeated(List<List<string>> texts, int words) => words is 0 ? 0 : texts
        .Where(text => text.Count > 0)
        .GroupBy(text => string.Join(' ', text), StringComparer.Ordinal)
        .Where(group => group.Count() > 1)
        .Select(group => group.Count() * group.First().Count / (double)words)
        .DefaultIfEmpty()
        .Max();

    /// <summary>A word or two that one person says after the other is a vote, or a greeting.</summary>
    private static int LongestRun(IEnumerable<(string? Speaker, List<string> Words)> said)
    {
        var (longest, run) = (0, 0);
        (string? Speaker, List<string> Words)? before = null;
        foreach (var now in said.Where(one => one.Words.Count > 0))
        {
            var isSame = before is { } last && now.Words.SequenceEqual(last.Words, StringComparer.Ordinal)
                && (now.Words.Count > 2 || now.Speaker == last.Speaker);
            run = isSame ? run + 1 : 1;
            longest = Math.Max(longest, run);
            before = now;
        }

        return longest;
    }

    /// <summary>Scripts that put no blanks between words are measured by their characters.</summary>
    private static IEnumerable<string> WordsOf(string word) =>
        word.EnumerateRunes().Any(IsOfScriptWithoutBlanks) ? word.EnumerateRunes().Select(rune => rune.ToString()) : [word];

    /// <summary>Thai to Burmese, Khmer, kana, and the characters of Chinese (Unicode blocks).</summary>
    private static bool IsOfScriptWithoutBlanks(System.Text.Rune rune) => rune.Value is
        (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF)
        or (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x9FFF) or (>= 0x20000 and <= 0x3FFFF);

    /// <summary>As many words as are spoken in that time elsewhere.</summary>
    private static double Spoken(List<string> words) => words.Sum(word => IsOfScriptWithoutBlanks(word.EnumerateRunes().First()) ? WordsPerCharacter : 1);

    private static double PerMinute(double words, TimeSpan time) =>
        time <= TimeSpan.Zero ? 0 : Math.Round(Math.Min(words / time.TotalMinutes, 100_000), 1);

    private static double Rounded(double share) => Math.Round(share, 3);
}
