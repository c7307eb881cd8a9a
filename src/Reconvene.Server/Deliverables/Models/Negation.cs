using System.Text.RegularExpressions;
using Reconvene.Server.Deliverables.Extractive;
using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Deliverables.Models;

/// <summary>
/// What a text denies: after a word such as "not", up to where the clause ends. Two texts of the same words agree only when they deny
/// the same of them.
/// </summary>
internal sealed partial class Negation
{
    /// <summary>How much of two stems must be alike: Russian verbs change theirs with the aspect.</summary>
    private const double Akin = 0.7;
    private const int ShortestKin = 4;

    private readonly HashSet<string> _governed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _denied = new(StringComparer.Ordinal);
    private readonly HashSet<string> _plain = new(StringComparer.Ordinal);

    /// <summary>Reads a text.</summary>
    /// <param name="vocabulary">Of its language.</param>
    /// <param name="text">Its sentences; captions that break one are joined.</param>
    public Negation(Vocabulary vocabulary, string text)
    {
        foreach (var clause in ClauseEnds.Split(NotDenials.Replace(SpokenWords.Fold(text), " ")))
        {
            Read(vocabulary, clause);
        }
    }

    /// <summary>Something is denied.</summary>
    public bool IsAny { get; private set; }

    /// <summary>Whether a claim denies what was not denied, or says what was.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="spoken">What it rests on.</param>
    public static bool Differ(Negation claim, Negation spoken) =>
        claim._governed.Any(word => spoken.Says(word))
        || (!spoken.IsAny && claim._denied.Any(word => Has(spoken._plain, word)))
        || spoken._governed.Any(word => claim.Says(word) && !Has(spoken._plain, word));

    /// <summary>It has the word, and never denied.</summary>
    private bool Says(string word) => Has(_plain, word) && !Has(_denied, word);

    private void Read(Vocabulary vocabulary, string clause)
    {
        var (isDenied, isNext) = (false, false);
        foreach (var word in SpokenWords.Folded(clause))
        {
            if (Denials.IsMatch(word))
            {
                (isDenied, isNext, IsAny) = (true, true, true);
            }
            else if (word.Length > 2 && !vocabulary.StopWords.Contains(word))
            {
                var stem = vocabulary.Stem(word);
                (isDenied ? _denied : _plain).Add(stem);
                _ = isNext && _governed.Add(stem);
                isNext = false;
            }
        }
    }

    private static bool Has(HashSet<string> words, string word) =>
        words.Contains(word) || words.Any(other => AreAkin(word, other));

    private static bool AreAkin(string one, string other)
    {
        var shorter = Math.Min(one.Length, other.Length);
        var alike = one.AsSpan().CommonPrefixLength(other);
        return alike >= ShortestKin && alike >= Akin * Math.Max(shorter, ShortestKin);
    }

    [GeneratedRegex(
        @"^(?:not|no|never|nobody|nothing|none|neither|nor|nowhere|without|against|cannot|hardly|unable|refus(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|\w+n't|"
        + @"не|ни|нет|никогда|никто|никого|никому|ничего|ничто|нигде|никуда|никак|никак(?:ой|ая|ое|ие|их|им)|нельзя|невозможно|без|против|вряд|отказ\w*)$",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Denials { get; }

    /// <summary>They hold the word and deny nothing.</summary>
    [GeneratedRegex(
        @"\bnot (?:only|just)\b|\bno (?:doubt|problem|worries|longer than|later than|more than|less than)\b|\bне (?:только|позже|более|менее|просто)\b|\bno[,.]|\bнет[,.]|(?:don't|doesn't|didn't|isn't|aren't) (?:you|we|they|it)\?",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotDenials { get; }

    [GeneratedRegex(
        @"[.,;:!?\u2026\u2014]+(?:\s|$)|\s-\s|\b(?:but|because|although|though|so|if|when|unless|until|before|after|while|а|но|потому|если|когда|хотя|пока|чтобы|зато)\b",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex ClauseEnds { get; }
}
