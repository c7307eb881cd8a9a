namespace Reconvene.Server.Deliverables.Extractive;

/// <summary>Sentences as weighted words (TF·IDF, length 1), and how central each is among the others.</summary>
internal sealed class Vectors
{
    private const int Rounds = 25;
    private const double Damping = 0.85;

    private readonly (int Word, double Weight)[][] _rows;
    private readonly int _wordCount;

    public Vectors(IReadOnlyList<Sentence> sentences)
    {
        var words = new Dictionary<string, int>(StringComparer.Ordinal);
        var holders = new List<int>();
        foreach (var word in sentences.SelectMany(sentence => sentence.Stems.Distinct(StringComparer.Ordinal)))
        {
            if (words.TryAdd(word, words.Count))
            {
                holders.Add(0);
            }

            holders[words[word]]++;
        }

        _wordCount = words.Count;
        _rows = [.. sentences.Select(sentence => Row(sentence, words, holders, sentences.Count))];
    }

    public double Similarity(int one, int other)
    {
        var (a, b) = (_rows[one], _rows[other]);
        var (i, j, sum) = (0, 0, 0.0);
        while (i < a.Length && j < b.Length)
        {
            var order = a[i].Word.CompareTo(b[j].Word);
            sum += order is 0 ? a[i].Weight * b[j].Weight : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        return sum;
    }

    /// <summary>
    /// The stationary weight of a walk from sentence to sentence by their likeness, 0 to 1. The matrix of likenesses is
    /// never made: the walk goes over the words, so its cost grows with the text and not with its square.
    /// </summary>
    public double[] Centrality()
    {
        var count = _rows.Length;
        var ones = new double[count];
        Array.Fill(ones, 1.0);
        var degrees = Neighbours(ones);
        var rank = new double[count];
        Array.Fill(rank, 1.0);
        for (var round = 0; round < Rounds; round++)
        {
            var shared = new double[count];
            for (var i = 0; i < count; i++)
            {
                shared[i] = degrees[i] > 0 ? rank[i] / degrees[i] : 0;
            }

            var came = Neighbours(shared);
            for (var i = 0; i < count; i++)
            {
                rank[i] = 1 - Damping + (Damping * came[i]);
            }
        }

        var largest = count is 0 ? 1 : rank.Max();
        return [.. rank.Select(value => value / largest)];
    }

    private double[] Neighbours(double[] values)
    {
        var byWord = new double[_wordCount];
        for (var i = 0; i < _rows.Length; i++)
        {
            foreach (var (word, weight) in _rows[i])
            {
                byWord[word] += weight * values[i];
            }
        }

        var sums = new double[_rows.Length];
        for (var i = 0; i < _rows.Length; i++)
        {
            var own = 0.0;
            foreach (var (word, weight) in _rows[i])
            {
                sums[i] += weight * byWord[word];
                own += weight * weight;
            }

            sums[i] = Math.Max(0, sums[i] - (own * values[i]));
        }

        return sums;
    }

    private static (int Word, double Weight)[] Row(
        Sentence sentence, Dictionary<string, int> words, List<int> holders, int count)
    {
        var row = sentence.Stems
            .GroupBy(stem => words[stem])
            .Select(group => (Word: group.Key, Weight: group.Count() * Math.Log(1 + ((double)count / holders[group.Key]))))
            .OrderBy(item => item.Word)
            .ToArray();
        var length = Math.Sqrt(row.Sum(item => item.Weight * item.Weight));
        return length > 0 ? [.. row.Select(item => (item.Word, item.Weight / length))] : [];
    }
}
