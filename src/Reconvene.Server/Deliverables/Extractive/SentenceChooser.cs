using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Deliverables.Extractive;

/// <summary>Picks the sentences that stand for the whole: central, understandable alone, unlike each other.</summary>
internal sealed class SentenceChooser
{
    private const int FewestWords = 7;
    private const int MostWords = 26;
    private const int FewestStems = 3;
    private const double LeastVariety = 0.75;
    private const double WeightOfLikeness = 0.45;
    private const double TooAlike = 0.6;
    private const double SameChapter = 0.1;
    private const double LeastOfBest = 0.5;
    private const double PerPronoun = 0.06;
    private const int MostPronouns = 4;

    private readonly IReadOnlyList<Sentence> _sentences;
    private readonly Vocabulary _vocabulary;
    private readonly HashSet<string> _topic;
    private readonly Vectors _vectors;
    private readonly double[] _scores;
    private readonly int[] _chapters;
    private readonly List<int> _chosen = [];

    public SentenceChooser(
        IReadOnlyList<Sentence> sentences, Vocabulary vocabulary, string topic, IReadOnlyList<int> chapterStarts, StandsAlone standsAlone)
    {
        _sentences = sentences;
        _vocabulary = vocabulary;
        _topic = [.. SpokenWords.Folded(topic).Where(word => !vocabulary.StopWords.Contains(word)).Select(vocabulary.Stem)];
        _vectors = new Vectors(sentences);
        var centrality = _vectors.Centrality();
        _scores = [.. sentences.Select(sentence => standsAlone.IsTrueOf(sentence.Index) ? Score(sentence, centrality[sentence.Index]) : 0)];
        _chapters = [.. sentences.Select(sentence => chapterStarts.Count(start => start <= sentence.Index))];
    }

    /// <summary>These are already shown: what says the same is not chosen again.</summary>
    public void Exclude(IEnumerable<Sentence> shown) => _chosen.AddRange(shown.Select(sentence => sentence.Index));

    /// <summary>The next best ones, in order of time.</summary>
    public IReadOnlyList<Sentence> Choose(int most)
    {
        var least = LeastOfBest * _scores.DefaultIfEmpty().Max();
        var candidates = _sentences.Where(sentence => _scores[sentence.Index] > 0 && _scores[sentence.Index] >= least).Select(sentence => sentence.Index).ToList();
        var likeness = candidates.ToDictionary(candidate => candidate, candidate => Likest(candidate, _chosen));
        var picked = new List<int>();
        while (picked.Count < most)
        {
            var best = candidates
                .Where(candidate => likeness[candidate] < TooAlike && !_chosen.Contains(candidate))
                .OrderByDescending(candidate => Worth(candidate, likeness[candidate], picked))
                .ThenBy(candidate => candidate)
                .Take(1)
                .ToList();
            if (best is not [var next])
            {
                break;
            }

            picked.Add(next);
            _chosen.Add(next);
            foreach (var candidate in candidates)
            {
                likeness[candidate] = Math.Max(likeness[candidate], _vectors.Similarity(candidate, next));
            }
        }

        return [.. picked.Order().Select(index => _sentences[index])];
    }

    private double Worth(int candidate, double likeness, List<int> picked) =>
        _scores[candidate] - (WeightOfLikeness * likeness)
        - (SameChapter * picked.Count(other => _chapters[other] == _chapters[candidate]));

    private double Likest(int candidate, List<int> others) =>
        others.Count is 0 ? 0 : others.Max(other => _vectors.Similarity(candidate, other));

    /// <summary>What a meeting is about is said early; what came of it, late.</summary>
    private double Position(int index) =>
        index < _sentences.Count * 0.12 ? 0.12 : index > _sentences.Count * 0.92 ? 0.04 : 0;

    /// <summary>Who goes in circles says the same words again.</summary>
    private static int Variety(Sentence sentence) => sentence.Stems.Distinct(StringComparer.Ordinal).Count();

    /// <summary>0 for what nobody would want to read; else what it says for the meeting.</summary>
    private double Score(Sentence sentence, double centrality)
    {
        if (sentence.WordCount is < FewestWords or > MostWords || Variety(sentence) < Math.Max(FewestStems, LeastVariety * sentence.Stems.Count)
            || sentence.Text.EndsWith('?') || _vocabulary.Housekeeping.IsMatch(sentence.Folded) || _vocabulary.Question.IsMatch(sentence.Folded))
        {
            return 0;
        }

        var density = (double)sentence.Stems.Count / sentence.WordCount;
        var score = centrality;
        score += _vocabulary.Emphasis.IsMatch(sentence.Folded) ? 0.25 : 0;
        score += Position(sentence.Index);
        score += Math.Min(0.2, 0.07 * sentence.Stems.Count(_topic.Contains));
        score += 0.3 * Math.Min(density, 0.6);
        score += sentence.WordCount is >= 10 and <= 22 ? 0.08 : 0;
        score -= PerPronoun * Math.Min(MostPronouns, SpokenWords.Folded(sentence.Text).Count(_vocabulary.Pronouns.Contains));
        score -= sentence.IsWhole ? 0 : 0.35;
        score -= sentence.Segments.Count > 3 ? 0.1 : 0;
        score -= char.IsLower(sentence.Text[0]) ? 0.1 : 0;
        return Math.Max(score, 0.01);
    }
}
