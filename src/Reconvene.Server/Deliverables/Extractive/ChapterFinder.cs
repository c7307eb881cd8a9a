namespace Reconvene.Server.Deliverables.Extractive;

/// <summary>Where the matter changes: between sentences whose surroundings share few words, and at long silences.</summary>
internal static class ChapterFinder
{
    private const int Window = 20;
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

        DivideLongest(sentences, starts, depths, even * 1.6, apart);
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
        var weights = Weights(sentences);
        for (var at = 1; at < sentences.Count; at++)
        {
            likeness[at] = Likeness(sentences, at, weights);
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

    /// <summary>What is said all the time tells no matter from another.</summary>
    private static Dictionary<string, double> Weights(IReadOnlyList<Sentence> sentences) => sentences
        .SelectMany(sentence => sentence.Stems.Distinct(StringComparer.Ordinal))
        .GroupBy(stem => stem, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => Math.Log(1 + ((double)sentences.Count / group.Count())), StringComparer.Ordinal);

    private static double Likeness(IReadOnlyList<Sentence> sentences, int at, Dictionary<string, double> weights)
    {
        var before = Counts(sentences, Math.Max(0, at - Window), at, weights);
        var after = Counts(sentences, at, Math.Min(sentences.Count, at + Window), weights);
        var shared = before.Sum(item => after.TryGetValue(item.Key, out var weight) ? item.Value * weight : 0);
        var lengths = Math.Sqrt(before.Values.Sum(n => n * n) * after.Values.Sum(n => n * n));
        return lengths > 0 ? shared / lengths : 0;
    }

    private static Dictionary<string, double> Counts(IReadOnlyList<Sentence> sentences, int from, int to, Dictionary<string, double> weights)
    {
        var counts = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var i = from; i < to; i++)
        {
            foreach (var stem in sentences[i].Stems)
            {
                counts[stem] = counts.GetValueOrDefault(stem) + weights[stem];
            }
        }

        return counts;
    }
}
