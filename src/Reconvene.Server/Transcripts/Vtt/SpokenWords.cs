using System.Globalization;

namespace Reconvene.Server.Transcripts.Vtt;

/// <summary>Words of a text as they are compared: small letters, one kind of apostrophe, ё as е.</summary>
internal static class SpokenWords
{
    /// <summary>Same length as the text, so that a place in one is a place in the other.</summary>
    public static string Fold(string text) => string.Create(text.Length, text, static (folded, text) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            folded[i] = char.ToLower(text[i], CultureInfo.InvariantCulture) switch
            {
                'ё' => 'е',
                '\u2019' or '\u02BC' => '\'',
                var c => c,
            };
        }
    });

    /// <summary>Places of the words in a text: letters and digits, with apostrophes and hyphens inside.</summary>
    public static IEnumerable<Range> In(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[at]))
            {
                at++;
                continue;
            }

            var end = at + 1;
            while (end < text.Length && (IsOfWord(text[end]) || (text[end] is '\'' or '\u2019' or '-' && end + 1 < text.Length && IsOfWord(text[end + 1]))))
            {
                end++;
            }

            yield return at..end;
            at = end;
        }
    }

    public static IEnumerable<string> Folded(string text)
    {
        var folded = Fold(text);
        return In(folded).Select(range => folded[range]);
    }

    private static bool IsOfWord(char c) =>
        char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
