using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Deliverables.Models;

/// <summary>Small numbers as people say them: a model writes 2 where two was said.</summary>
internal static class NumberWords
{
    private static readonly string[][] Words =
    [
        ["zero", "ноль"], ["one", "first", "once", "один", "одна", "одно", "одну", "перв"], ["two", "second", "twice", "couple", "два", "две", "двух", "втор"],
        ["three", "third", "три", "трех", "трет"], ["four", "fourth", "четыр", "четверт"], ["five", "fifth", "пять", "пяти", "пят"],
        ["six", "sixth", "шест"], ["seven", "seventh", "сем", "седьм"], ["eight", "eighth", "восем", "восьм"], ["nine", "ninth", "девят"],
        ["ten", "tenth", "десят"], ["eleven", "одиннадцат"], ["twelve", "dozen", "двенадцат"], ["thirteen", "тринадцат"], ["fourteen", "четырнадцат"],
        ["fifteen", "пятнадцат"], ["sixteen", "шестнадцат"], ["seventeen", "семнадцат"], ["eighteen", "восемнадцат"], ["nineteen", "девятнадцат"],
        ["twenty", "двадцат"],
    ];

    private static readonly Dictionary<int, string[]> Tens = new()
    {
        [30] = ["thirty", "тридцат"], [40] = ["forty", "сорок"], [50] = ["fifty", "пятьдесят", "пятидесят"], [60] = ["sixty", "шестьдесят"],
        [70] = ["seventy", "семьдесят"], [80] = ["eighty", "восемьдесят"], [90] = ["ninety", "девяност"], [100] = ["hundred", "сто", "сотн"],
        [1000] = ["thousand", "тысяч"],
    };

    /// <summary>Whether a number that is written with digits was said in words.</summary>
    public static bool AreSpoken(string digits, string spoken)
    {
        if (!int.TryParse(digits, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        var words = SpokenWords.Folded(spoken).ToList();
        return number < Words.Length ? Has(words, Words[number])
            : Tens.TryGetValue(number, out var tens) ? Has(words, tens)
            : number is > 20 and < 100 && Has(words, number / 10 * 10 is 20 ? Words[20] : Tens[number / 10 * 10]) && Has(words, Words[number % 10]);
    }

    private static bool Has(List<string> words, string[] forms) =>
        words.Exists(word => forms.Any(form => word.StartsWith(form, StringComparison.Ordinal)));
}
