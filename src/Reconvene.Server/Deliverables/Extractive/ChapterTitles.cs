using System.Globalization;
using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Deliverables.Extractive;

/// <summary>Names a chapter by the words that are strong in it and weak elsewhere, in the form they were mostly said in.</summary>
internal sealed class ChapterTitles(Vocabulary vocabulary, IReadOnlyList<Sentence> sentences)
{
    private const int MostTerms = 3;
    private const double WeightOfPairs = 1.8;

    private readonly Dictionary<string, int> _everywhere = sentences
        .SelectMany(sentence => sentence.Stems)
        .GroupBy(stem => stem, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);

    /// <summary>Null when nothing was said that could name it.</summary>
    public string? Of(int from, int to)
    {
        var terms = new Dictionary<string, Term>(StringComparer.Ordinal);
        for (var i = from; i < to; i++)
        {
            Count(sentences[i].Text, terms);
        }

        var chosen = new List<Term>();
        foreach (var term in terms.Values.OrderByDescending(Strength).ThenBy(term => term.First))
        {
            if (chosen.Count >= MostTerms)
            {
                break;
            }

            if (!chosen.Exists(other => other.Stems.Intersect(term.Stems, StringComparer.Ordinal).Any()) && (term.Count > 1 || chosen.Count is 0))
            {
                chosen.Add(term);
            }
        }

        if (chosen.Count is 0)
        {
            return null;
        }

        var title = string.Join(", ", chosen.Select(term => term.MostSaid));
        return char.ToUpper(title[0], CultureInfo.InvariantCulture) + title[1..];
    }

    private double Strength(Term term)
    {
        var share = term.Stems.Average(stem => (double)term.Count / Math.Max(term.Count, _everywhere.GetValueOrDefault(stem)));
        var pair = term.Stems.Length > 1 && term.Count > 1 ? WeightOfPairs : term.Stems.Length > 1 ? 0.4 : 1;
        return term.Count * (0.35 + share) * pair;
    }

    private void Count(string text, Dictionary<string, Term> terms)
    {
        (string Stem, string Word, int End)? before = null;
        var idioms = vocabulary.Idiom.In(SpokenWords.Fold(text)).ToList();
        foreach (var range in SpokenWords.In(text))
        {
            var word = text[range];
            var folded = SpokenWords.Fold(word);
            if (folded.Length < 4 || vocabulary.StopWords.Contains(folded) || vocabulary.NamesNothing(folded) || char.IsDigit(folded[0])
                || idioms.Exists(idiom => range.Start.Value >= idiom.Index && range.End.Value <= idiom.Index + idiom.Length))
            {
                before = null;
                continue;
            }

            var stem = vocabulary.Stem(folded);
            Add(terms, stem, [stem], Shown(word, folded, range.Start.Value is 0));
            if (before is { } first && first.Stem != stem && text[first.End] is ' ' && range.Start.Value == first.End + 1)
            {
                Add(terms, $"{first.Stem} {stem}", [first.Stem, stem], $"{first.Word} {Shown(word, folded, false)}");
            }

            before = (stem, Shown(word, folded, range.Start.Value is 0), range.End.Value);
        }
    }

    /// <summary>Capitals stay inside a sentence, where they mark a name, and in words that are all capitals.</summary>
    private static string Shown(string word, string folded, bool isFirst) =>
        isFirst && !word.Skip(1).Any(char.IsUpper) ? folded : word;

    private static void Add(Dictionary<string, Term> terms, string key, string[] stems, string shown)
    {
        if (!terms.TryGetValue(key, out var term))
        {
            terms[key] = term = new Term(stems, terms.Count);
        }

        term.Add(shown);
    }

    private sealed class Term(string[] stems, int first)
    {
        private readonly Dictionary<string, int> _forms = new(StringComparer.Ordinal);

        public string[] Stems { get; } = stems;

        public int First { get; } = first;

        public int Count { get; private set; }

        public string MostSaid => _forms.OrderByDescending(form => form.Value).ThenBy(form => form.Key, StringComparer.Ordinal).First().Key;

        public void Add(string form)
        {
            Count++;
            _forms[form] = _forms.GetValueOrDefault(form) + 1;
        }
    }
}
