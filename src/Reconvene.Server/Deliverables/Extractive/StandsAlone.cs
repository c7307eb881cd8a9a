using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Deliverables.Extractive;

/// <summary>
/// Whether a sentence can be read where nothing stands before it: whole, about the matter and not about the talk itself, said in
/// earnest and without a stumble.
/// </summary>
internal sealed class StandsAlone(Vocabulary vocabulary, IReadOnlyList<Sentence> sentences, Punctuation punctuation)
{
    private const int FewestWordsOfMainClause = 3;
    private static readonly string[] Doubled = ["very", "had", "really", "очень", "еле", "чуть"];
    private static readonly string[] Subjects = ["i", "we", "you", "they", "he", "she", "it", "nobody", "everybody", "everyone"];

    public bool IsTrueOf(int index)
    {
        var sentence = sentences[index];
        var words = SpokenWords.Folded(sentence.Text).ToList();
        return (sentence.IsWhole || !punctuation.EndsSentences)
            && !vocabulary.BackwardPointers.Contains(words[0])
            && !vocabulary.Signpost.IsMatch(sentence.Folded)
            && !vocabulary.Stumble.IsMatch(sentence.Folded)
            && !IsHalf(sentence, words[0])
            && !Repeats(words)
            && HasVerb(sentence)
            && !IsSaidInPlay(sentence);
    }

    /// <summary>"If you are able to tell good stories." leaves open what then: a comma must lead to a clause of its own.</summary>
    private bool IsHalf(Sentence sentence, string first)
    {
        if (!vocabulary.Subordinators.Contains(first))
        {
            return false;
        }

        var comma = sentence.Folded.LastIndexOf(", ", StringComparison.Ordinal);
        var main = comma < 0 ? [] : SpokenWords.Folded(sentence.Folded[comma..]).ToList();
        return main.Count < FewestWordsOfMainClause || vocabulary.Fillers.Contains(main[0]) || vocabulary.Continuations.Contains(main[0]);
    }

    /// <summary>"Let's, let's start": who says a word twice has begun anew.</summary>
    private static bool Repeats(List<string> words) =>
        Enumerable.Range(1, words.Count - 1).Any(i => words[i] == words[i - 1] && !Doubled.Contains(words[i], StringComparer.Ordinal));

    /// <summary>"The 95 per cent or the double risk." says nothing; nor does what is only to be done, or stands aside: "the office, which is".</summary>
    private bool HasVerb(Sentence sentence)
    {
        var parts = sentence.Folded.Split(", ");
        var aside = Array.FindIndex(parts, 1, part => vocabulary.Continuations.Contains(SpokenWords.Folded(part).FirstOrDefault() ?? ""));
        var words = SpokenWords.Folded(string.Join(", ", aside < 0 ? parts : parts[..aside])).ToList();
        return vocabulary.Verbs.Count is 0 || Enumerable.Range(0, words.Count).Any(i => IsVerb(words, i));
    }

    private bool IsVerb(List<string> words, int i)
    {
        var before = i is 0 ? "" : words[i - 1];
        return before is not ("to" or "the" or "a" or "an")
            && (IsFormOfVerb(words[i]) || Subjects.Contains(before, StringComparer.Ordinal) || words[i].Contains('\'', StringComparison.Ordinal));
    }

    private bool IsFormOfVerb(string word) => vocabulary.Verbs.Contains(word)
        || (word.EndsWith('s') && (vocabulary.Verbs.Contains(word[..^1]) || (word.Length > 3 && vocabulary.Verbs.Contains(word[..^2]))))
        || word.EndsWith("ed", StringComparison.Ordinal);

    /// <summary>Imagined itself, or between imagined things; or somebody else's words, which the sentence before announced.</summary>
    private bool IsSaidInPlay(Sentence sentence) =>
        vocabulary.Imagined.IsMatch(sentence.Folded)
        || Beside(sentence, -1) is { } before && (vocabulary.Imagined.IsMatch(before.Folded) || vocabulary.Announcement.IsMatch(before.Folded))
        || Beside(sentence, 1) is { } after && vocabulary.Imagined.IsMatch(after.Folded);

    private Sentence? Beside(Sentence sentence, int step) =>
        sentence.Index + step is var index && index >= 0 && index < sentences.Count && sentences[index].Speaker == sentence.Speaker ? sentences[index] : null;
}
