using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Transcripts.Quality;

/// <summary>Measures a transcript by its words and times alone.</summary>
internal static class MeasureTranscript
{
    private const int Window = 200;

    /// <summary>All measures at once.</summary>
    /// <param name="transcript">What is measured.</param>
    /// <param name="media">Length of the media together; null when nobody has looked.</param>
    public static TranscriptMeasures Of(Transcript transcript, TimeSpan? media)
    {
        var said = transcript.Segments.Where(segment => !segment.IsChat).ToList();
        var texts = said.Select(segment => SpokenWords.Folded(segment.Text).ToList()).ToList();
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
            LongestRun = LongestRun(texts),
            WordsPerMinute = PerMinute(words.Count, whole),
            WordsPerSpokenMinute = PerMinute(words.Count, spoken),
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

    private static int LongestRun(List<List<string>> texts)
    {
        var (longest, run) = (0, 0);
        List<string>? before = null;
        foreach (var text in texts.Where(text => text.Count > 0))
        {
            run = before is not null && text.SequenceEqual(before, StringComparer.Ordinal) ? run + 1 : 1;
            longest = Math.Max(longest, run);
            before = text;
        }

        return longest;
    }

    private static double PerMinute(int words, TimeSpan time) =>
        time <= TimeSpan.Zero ? 0 : Math.Round(Math.Min(words / time.TotalMinutes, 100_000), 1);

    private static double Rounded(double share) => Math.Round(share, 3);
}
