using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Transcripts.Language;

/// <summary>
/// Words as they are sought: by their stems, so that one form finds the others; by the script of each, because people mix languages.
/// </summary>
internal static class SearchWords
{
    private const int LongestStem = 40;

    /// <summary>Places and stems of the words of a text, in order.</summary>
    public static IEnumerable<(Range Place, string Stem)> In(string text)
    {
        var folded = SpokenWords.Fold(text);
        foreach (var place in SpokenWords.In(folded))
        {
            if (StemOf(folded[place]) is { Length: > 0 } stem)
            {
                yield return (place, stem);
            }
        }
    }

    /// <summary>Stems of a text with blanks around each, as they stand beside a segment.</summary>
    public static string Line(string text) => string.Concat(In(text).Select(word => $" {word.Stem}")) is { Length: > 0 } line ? $"{line} " : "";

    private static string StemOf(string word)
    {
        var plain = string.Concat(word.Where(char.IsLetterOrDigit));
        var stem = plain.Any(letter => letter is >= '\u0400' and <= '\u04FF') ? RussianStems.Of(plain) : EnglishStems.Of(plain);
        return stem.Length > LongestStem ? stem[..LongestStem] : stem;
    }
}
