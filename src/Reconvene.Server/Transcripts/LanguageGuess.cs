using System.Collections.Frozen;

namespace Reconvene.Server.Transcripts;

/// <summary>English or Russian, by letters and by the small words that every speech is full of; else undetermined.</summary>
internal static class LanguageGuess
{
    public const string English = "en";
    public const string Russian = "ru";
    public const string Unknown = "und";

    private const int MostWords = 20_000;
    private const double ShareOfSmallWords = 0.12;

    private static readonly FrozenSet<string> EnglishWords = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "the", "and", "to", "of", "a", "in", "is", "that", "it", "we", "you", "i", "for", "this", "be", "on", "have", "are", "so",
        "with", "can", "was", "will", "not", "what", "do", "if", "or", "at", "they", "our", "but", "just", "it's", "let's", "i'll");

    private static readonly FrozenSet<string> RussianWords = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "и", "в", "не", "на", "что", "я", "с", "это", "как", "мы", "по", "но", "у", "так", "к", "а", "то", "за", "из", "же", "вы",
        "для", "все", "бы", "от", "о", "до", "если", "у", "нам", "нас", "есть", "или", "уже", "ну", "да", "вот", "он", "они", "она");

    private static readonly char[] Separators = [' ', ',', '.', '!', '?', ';', ':', '"', '(', ')', '\u2014', '\u2013', '\u2026'];

    public static string Of(IEnumerable<string> texts)
    {
        var (words, english, russian, latin, cyrillic, notRussian) = (0, 0, 0, 0, 0, 0);
        foreach (var word in texts.SelectMany(text => text.Split(Separators, StringSplitOptions.RemoveEmptyEntries)).Take(MostWords))
        {
            words++;
            english += EnglishWords.Contains(word) ? 1 : 0;
            russian += RussianWords.Contains(word) ? 1 : 0;
            foreach (var letter in word)
            {
                latin += char.IsAsciiLetter(letter) ? 1 : 0;
                cyrillic += letter is >= '\u0400' and <= '\u04FF' ? 1 : 0;
                // Letters that Ukrainian, Belarusian and others have and Russian has not.
                notRussian += letter is 'і' or 'ї' or 'є' or 'ґ' or 'ў' or 'І' or 'Ї' or 'Є' or 'ј' or 'ђ' or 'ћ' ? 1 : 0;
            }
        }

        if (words is 0)
        {
            return Unknown;
        }

        return cyrillic > latin
            ? notRussian * 100 < cyrillic && russian >= words * ShareOfSmallWords ? Russian : Unknown
            : latin > 0 && english >= words * ShareOfSmallWords ? English : Unknown;
    }
}
