using System.Globalization;
using System.Text;
using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Transcripts.Language;

/// <summary>A word as it is sought.</summary>
/// <param name="Place">Where it stands in the text.</param>
/// <param name="Plain">Small letters and digits alone, without accents.</param>
/// <param name="Stem">What its forms have in common.</param>
internal readonly record struct StemmedWord(Range Place, string Plain, string Stem);

/// <summary>
/// Words as they are sought: by their stems, so that one form finds the others; by the script of each, because people mix languages.
/// Signs that stand for words by themselves, as Chinese ones do, are a word each.
/// </summary>
internal static class SearchWords
{
    private const int LongestStem = 40;

    /// <summary>All words of a text, in order. Of one with hyphens each part is there, and the whole as if it had none: e-mail, email.</summary>
    public static IEnumerable<StemmedWord> In(string text)
    {
        foreach (var (folded, place) in Written(text))
        {
            if (Stemmed(folded, place) is { } whole)
            {
                yield return whole;
            }

            if (folded.AsSpan()[place].Contains('-'))
            {
                foreach (var part in Split(folded, place, '-').Select(part => Stemmed(folded, part)).OfType<StemmedWord>())
                {
                    yield return part;
                }
            }
        }
    }

    /// <summary>The words that whoever typed this text looks for: one with hyphens is one word.</summary>
    public static IEnumerable<StemmedWord> Sought(string text) =>
        Written(text).Select(one => Stemmed(one.Folded, one.Place)).OfType<StemmedWord>();

    private static IEnumerable<(string Folded, Range Place)> Written(string text)
    {
        var folded = SpokenWords.Fold(text).Replace('\u2010', '-').Replace('\u2011', '-');
        return SpokenWords.In(folded).SelectMany(place => BySigns(folded, place)).Select(place => (folded, place));
    }

    private static IEnumerable<Range> BySigns(string folded, Range place)
    {
        var from = place.Start.Value;
        for (var at = from; at < place.End.Value; at++)
        {
            if (!IsWordByItself(folded[at]))
            {
                continue;
            }

            if (at > from)
            {
                yield return from..at;
            }

            yield return at..(at + 1);
            from = at + 1;
        }

        if (from < place.End.Value)
        {
            yield return from..place.End;
        }
    }

    private static IEnumerable<Range> Split(string folded, Range place, char between)
    {
        var from = place.Start.Value;
        for (var at = from; at <= place.End.Value; at++)
        {
            if (at == place.End.Value || folded[at] == between)
            {
                yield return from..at;
                from = at + 1;
            }
        }
    }

    private static StemmedWord? Stemmed(string folded, Range place)
    {
        var word = WithoutClitic(folded[place]);
        var plain = word.All(char.IsAsciiLetterOrDigit) ? word : WithoutMarks(word);
        if (plain.Length is 0)
        {
            return null;
        }

        var stem = plain.Any(IsCyrillic) ? RussianStems.Of(plain) : EnglishStems.Of(plain);
        return new StemmedWord(place, plain, stem.Length > LongestStem ? stem[..LongestStem] : stem);
    }

    /// <summary>"Maria's" is Maria and "we'll" is we; "don't" stays whole, as "dont".</summary>
    private static string WithoutClitic(string word)
    {
        var apostrophe = word.LastIndexOf('\'');
        return apostrophe > 0 && word[(apostrophe + 1)..] is "s" or "ll" or "re" or "ve" or "d" or "m" ? word[..apostrophe] : word;
    }

    /// <summary>Accents are typed by some and left out by others. In Cyrillic only й is a letter of its own that has one.</summary>
    private static string WithoutMarks(string word)
    {
        var plain = new StringBuilder(word.Length);
        foreach (var letter in word.Normalize(NormalizationForm.FormC))
        {
            if (letter is 'ё')
            {
                plain.Append('е');
            }
            else if (letter < '\u0300' || letter is >= '\u1E00' and <= '\u1EFF')
            {
                plain.Append(letter.ToString().Normalize(NormalizationForm.FormD).Where(char.IsLetterOrDigit).ToArray());
            }
            else if (char.IsLetterOrDigit(letter))
            {
                plain.Append(letter);
            }
        }

        return plain.ToString();
    }

    private static bool IsCyrillic(char letter) => letter is >= '\u0400' and <= '\u04FF';

    /// <summary>Ideographs and kana, between which nobody writes blanks.</summary>
    private static bool IsWordByItself(char letter) =>
        letter is >= '\u3041' and <= '\u30FF' or >= '\u3400' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF'
        && char.GetUnicodeCategory(letter) is UnicodeCategory.OtherLetter;
}
