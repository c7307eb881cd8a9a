namespace Reconvene.Server.Transcripts.Language;

/// <summary>
/// What is left of a Russian word when its endings are taken off, as in M. F. Porter's Russian stemmer, with what it lacks for
/// the nouns of meetings: "канал" and "каналы", "сделка" and "сделок", "планировать" and "планируем" are one word each.
/// </summary>
internal static class RussianStems
{
    /// <summary>The stem of a word in small letters, ё written as е.</summary>
    public static string Of(string word)
    {
        if (RussianIrregulars.StemOf(word) is { } known)
        {
            return known;
        }

        var from = AfterFirstVowel(word);
        return from >= word.Length ? word : Settled(WithoutEnding(word, from), from);
    }

    /// <summary>As far as one ending goes; what belongs to an ending stands after the first vowel.</summary>
    /// <param name="word">The word.</param>
    /// <param name="from">The first letter that may belong to an ending.</param>
    private static string WithoutEnding(string word, int from)
    {
        if (Cut(word, from, Gerund, GerundAfterA) is { } gerund)
        {
            return gerund;
        }

        var plain = Cut(word, from, Reflexive, []) ?? word;
        if (plain.EndsWith("ирую", StringComparison.Ordinal))
        {
            return plain[..^1];
        }

        if (Cut(plain, from, Adjective, []) is { } adjective)
        {
            return Cut(adjective, from, [], ParticipleAfterA) ?? (adjective.EndsWith("ующ", StringComparison.Ordinal) ? adjective[..^2] : adjective);
        }

        return VerbAfterU.FirstOrDefault(ending => plain.EndsWith(ending, StringComparison.Ordinal)) is { } ofVerb
            ? plain[..^(ofVerb.Length - 1)]
            : Cut(plain, from, Verb, VerbAfterA) ?? Cut(plain, from, Noun, []) ?? plain;
    }

    /// <summary>One stem for what stems of one word still differ in.</summary>
    private static string Settled(string stem, int from)
    {
        var settled = stem.Length > from && stem[^1] is 'и' or 'ь' ? stem[..^1] : stem;
        // A noun that ends as a verb of the past does: the rules took the л of "канал" and left that of "каналы".
        if (settled.Length - from >= 2 && settled[^1] is 'л' or 'н' && settled[^2] is 'а' or 'я')
        {
            settled = settled[..^1];
        }

        if (settled.Length > 5 && settled.EndsWith("ова", StringComparison.Ordinal))
        {
            return $"{settled[..^3]}у";
        }

        // The vowel that comes and goes: рынок and рынка, уровень and уровня, конец and конца.
        return settled.Length > 4 && settled[^2] is 'о' or 'е' && Fleeting.Contains(settled[^2..]) && !IsVowel(settled[^3])
            ? $"{settled[..^2]}{settled[^1]}"
            : settled;
    }

    /// <summary>Without the longest ending that it has; null when it has none. Some endings are ones only after а or я.</summary>
    private static string? Cut(string word, int from, string[] endings, string[] endingsAfterA)
    {
        var longest = Longest(word, from, endings);
        var afterA = Longest(word, from + 1, endingsAfterA);
        if (afterA > longest)
        {
            return word[^(afterA + 1)] is 'а' or 'я' ? word[..^afterA] : null;
        }

        return longest > 0 ? word[..^longest] : null;
    }

    private static int Longest(string word, int from, string[] endings)
    {
        var longest = 0;
        foreach (var ending in endings)
        {
            if (ending.Length > longest && word.Length - ending.Length >= from && word.EndsWith(ending, StringComparison.Ordinal))
            {
                longest = ending.Length;
            }
        }

        return longest;
    }

    private static int AfterFirstVowel(string word)
    {
        for (var place = 0; place < word.Length; place++)
        {
            if (IsVowel(word[place]))
            {
                return place + 1;
            }
        }

        return word.Length;
    }

    private static bool IsVowel(char letter) => letter is 'а' or 'е' or 'и' or 'о' or 'у' or 'ы' or 'э' or 'ю' or 'я';

    private static readonly string[] Fleeting = ["ок", "ек", "ен", "ец"];

    // "в" and "ив" alone are not among them: "состав" and "архив" are said more often than "сделав".
    private static readonly string[] Gerund = ["ивши", "ившись", "ывши", "ывшись"];
    private static readonly string[] GerundAfterA = ["вши", "вшись"];

    private static readonly string[] Reflexive = ["ся", "сь"];

    private static readonly string[] Adjective =
    [
        "ее", "ие", "ые", "ое", "ими", "ыми", "ей", "ий", "ый", "ой", "ем", "им", "ым", "ом", "его", "ого", "ему", "ому", "их", "ых", "ую", "юю",
        "ая", "яя", "ою", "ею",
    ];

    private static readonly string[] ParticipleAfterA = ["нн", "вш", "ющ", "щ"];

    private static readonly string[] Verb =
    [
        "ила", "ыла", "ена", "ейте", "уйте", "ите", "или", "ыли", "ей", "ил", "ыл", "им", "ым", "ен", "ило", "ыло", "ено", "ят", "ит", "ыт", "ены",
        "ить", "ыть", "ишь", "ю",
    ];

    private static readonly string[] VerbAfterA =
        ["ла", "на", "ете", "йте", "ли", "й", "л", "н", "ло", "но", "ет", "ют", "ны", "ть", "ешь", "нно"];

    /// <summary>Their first letter stays: планирует, планируют.</summary>
    private static readonly string[] VerbAfterU = ["ует", "уют", "уешь", "уете"];

    /// <summary>What may follow the stem of a noun.</summary>
    public static readonly string[] Noun =
    [
        "а", "ев", "ов", "ие", "ье", "е", "иями", "ями", "ами", "еи", "ии", "и", "ией", "ей", "ой", "ий", "й", "иям", "ям", "ием", "ем", "ам", "ом",
        "о", "у", "ах", "иях", "ях", "ы", "ь", "ию", "ью", "ю", "ия", "ья", "я",
    ];
}
