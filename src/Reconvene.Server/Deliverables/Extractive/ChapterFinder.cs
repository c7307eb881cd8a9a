namespace Reconvene.Server.Deliverables.Extractive;

/// <summary>Where the matter changes: between sentences whose surroundings share few words, and at long silences.</summary>
internal static class ChapterFinder
{
    private const int Window = 12;
    private const int MostChapters = 14;
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ShortestChapter = TimeSpan.FromSeconds(90);

    /// <summary>Index of the first sentence of each chapter; the first is 0.</summary>
    public static IReadOnlyList<int> Find(IReadOnlyList<Sentence> sentences)
    {
        if (sentences.Count is 0)
        {
            return [];
        }

        var starts = new SortedSet<int> { 0 };
        var length = sentences[^1].End - sentences[0].Start;
        // A long meeting has longer chapters, not only more: 3 in seven minutes, 9 in an hour.
        var wanted = Math.Clamp((int)Math.Round(1.2 * Math.Sqrt(length.TotalMinutes)), 1, MostChapters);
        var even = length / wanted;
        var apart = even * 0.4 < ShortestChapter ? even * 0.4 : ShortestChapter;
        var depths = Depths(sentences);
        var average = depths.Average();
        foreach (var at in Enumerable.Range(1, sentences.Count - 1).OrderByDescending(i => depths[i]).ThenBy(i => i))
        {
            if (starts.Count >= wanted || depths[at] <= average)
            {
                break;
            }

            if (IsFarFromOthers(sentences, starts, at, apart))
            {
                starts.Add(at);
            }
        }

        DivideLongest(sentences, starts, depths, even * 2, apart);
        return [.. starts];
    }

    /// <summary>Even the best places may leave half of a meeting as one chapter.</summary>
    private static void DivideLongest(
        IReadOnlyList<Sentence> sentences, SortedSet<int> starts, double[] depths, TimeSpan tooLong, TimeSpan apart)
    {
        foreach (var start in starts.ToList())
        {
            var next = starts.Where(other => other > start).DefaultIfEmpty(sentences.Count).First();
            if (sentences[next - 1].End - sentences[start].Start < tooLong)
            {
                continue;
            }

            var best = Enumerable.Range(start + 1, Math.Max(0, next - start - 1))
                .Where(at => IsFarFromOthers(sentences, starts, at, apart * 2))
                .OrderByDescending(at => depths[at])
                .ThenBy(at => at)
                .Take(1);
            starts.UnionWith(best);
        }
    }

    private static bool IsFarFromOthers(IReadOnlyList<Sentence> sentences, SortedSet<int> starts, int at, TimeSpan apart) =>
        sentences[^1].End - sentences[at].Start >= apart
        && starts.All(start => (sentences[start].Start - sentences[at].Start).Duration() >= apart);

    private static bool IsAfterSilence(IReadOnlyList<Sentence> sentences, int at) =>
        sentences[at].Start - sentences[at - 1].End >= Silence;

    /// <summary>How much deeper the valley of likeness is at each gap than the hills on both sides.</summary>
    private static double[] Depths(IReadOnlyList<Sentence> sentences)
    {
        var likeness = new double[sentences.Count];
        for (var at = 1; at < sentences.Count; at++)
        {
            likeness[at] = Likeness(sentences, at);
        }

        var depths = new double[sentences.Count];
        for (var at = 1; at < sentences.Count; at++)
        {
            depths[at] = Hill(likeness, at, -1) + Hill(likeness, at, 1) - (2 * likeness[at]);
            depths[at] += IsAfterSilence(sentences, at) ? 2 : 0;
        }

        return depths;
    }

    private static double Hill(double[] likeness, int from, int step)
    {
        var highest = likeness[from];
        for (var at = from + step; at > 0 && at < likeness.Length && likeness[at] >= highest; at += step)
        {
            highest = likeness[at];
        }

        return highest;
    }

    private static double Likeness(IReadOnlyList<Sentence> sentences, int at)
    {
        var before = Counts(sentences, Math.Max(0, at - Window), at);
        var after = Counts(sentences, at, Math.Min(sentences.Count, at + Window));
        var shared = before.Sum(item => after.TryGetValue(item.Key, out var count) ? (double)item.Value * count : 0);
        var lengths = Math.Sqrt(before.Values.Sum(n => (double)n * n) * after.Values.Sum(n => (double)n * n));
        return lengths > 0 ? shared / lengths : 0;
    }

    private static Dictionary<string, int> Counts(IReadOnlyList<Sentence> sentences, int from, int to)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = from; i < to; i++)
        {
            foreach (var stem in sentences[i].Stems)
            {
                counts[stem] = counts.GetValueOrDefault(stem) + 1;
            }
        }

        return counts;
    }
}
