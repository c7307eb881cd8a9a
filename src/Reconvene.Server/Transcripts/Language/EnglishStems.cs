namespace Reconvene.Server.Transcripts.Language;

/// <summary>
/// What is left of an English word when its inflection is taken off: plurals, -ed and -ing, as in M. F. Porter's second stemmer.
/// What makes another word of it (-er, -ment, -ness) stays: "number" is no form of "numb", nor "apartment" of "apart".
/// </summary>
internal static class EnglishStems
{
    /// <summary>Consonants that are doubled before -ed and -ing.</summary>
    private const string Doubled = "bdfgmnprt";

    /// <summary>The stem of a word of small letters a to z; anything else is given back as it is.</summary>
    public static string Of(string word)
    {
        if (word.Length < 3 || !word.All(char.IsAsciiLetterLower))
        {
            return word;
        }

        return EnglishIrregulars.BaseOf(word) is { } known ? Regular(known) : Regular(word);
    }

    private static string Regular(string word)
    {
        var singular = EnglishIrregulars.KeepsItsEnd(word) ? word : Singular(word);
        return EnglishIrregulars.KeepsItsEnd(singular) ? singular : Ended(Present(singular));
    }

    private static string Singular(string word)
    {
        if (word.EndsWith("sses", StringComparison.Ordinal))
        {
            return word[..^2];
        }

        if (word.EndsWith("ies", StringComparison.Ordinal) || word.EndsWith("ied", StringComparison.Ordinal))
        {
            return word.Length > 4 ? word[..^2] : word[..^1];
        }

        // An analysis, many analyses.
        if (word.Length > 5 && word.EndsWith("sis", StringComparison.Ordinal))
        {
            return $"{word[..^2]}e";
        }

        var isPlural = word[^1] is 's' && word[^2] is not ('s' or 'u') && HasVowel(word[..^2]);
        return !isPlural ? word
            : word.EndsWith("uses", StringComparison.Ordinal) && EnglishIrregulars.KeepsItsEnd(word[..^2]) ? word[..^2]
            : word[..^1];
    }

    /// <summary>Without -ed and -ing, and with the letter back that they took: planned, hoping.</summary>
    private static string Present(string word)
    {
        if (word.EndsWith("eed", StringComparison.Ordinal))
        {
            return AfterFirstSyllable(word) <= word.Length - 3 ? word[..^1] : word;
        }

        var length = word.EndsWith("ed", StringComparison.Ordinal) ? 2 : word.EndsWith("ing", StringComparison.Ordinal) ? 3 : 0;
        if (length is 0 || !HasVowel(word[..^length]))
        {
            return word;
        }

        var rest = word[..^length];
        if (rest.EndsWith("at", StringComparison.Ordinal) || rest.EndsWith("bl", StringComparison.Ordinal) || rest.EndsWith("iz", StringComparison.Ordinal))
        {
            return $"{rest}e";
        }

        if (rest.Length > 1 && rest[^1] == rest[^2] && Doubled.Contains(rest[^1], StringComparison.Ordinal))
        {
            // "add" and "err" are whole.
            return rest.Length is 3 && IsVowel(rest, 0) ? rest : rest[..^1];
        }

        return AfterFirstSyllable(rest) == rest.Length && EndsShort(rest) ? $"{rest}e" : rest;
    }

    /// <summary>One letter for what is written in two ways: y and i, a silent e, a doubled l.</summary>
    private static string Ended(string word)
    {
        if (word.Length > 2 && word[^1] is 'y' && !IsVowel(word, word.Length - 2))
        {
            return $"{word[..^1]}i";
        }

        var first = AfterFirstSyllable(word);
        var second = AfterSyllable(word, first);
        var last = word.Length - 1;
        return word[^1] switch
        {
            'e' when second <= last || (first <= last && !EndsShort(word[..^1])) => word[..^1],
            'l' when second <= last && word[^2] is 'l' => word[..^1],
            _ => word,
        };
    }

    private static int AfterFirstSyllable(string word) => AfterSyllable(word, 0);

    /// <summary>The place after the first consonant that follows a vowel; the end when there is none.</summary>
    private static int AfterSyllable(string word, int from)
    {
        for (var place = from + 1; place < word.Length; place++)
        {
            if (!IsVowel(word, place) && IsVowel(word, place - 1))
            {
                return place + 1;
            }
        }

        return word.Length;
    }

    /// <summary>As "hop" and "us" do: a vowel and one consonant, before which an e is silent and not a syllable.</summary>
    private static bool EndsShort(string word) => word.Length switch
    {
        < 2 => false,
        2 => IsVowel(word, 0) && !IsVowel(word, 1),
        _ => !IsVowel(word, word.Length - 3) && IsVowel(word, word.Length - 2)
            && !IsVowel(word, word.Length - 1) && word[^1] is not ('w' or 'x' or 'y'),
    };

    private static bool HasVowel(string word)
    {
        for (var place = 0; place < word.Length; place++)
        {
            if (IsVowel(word, place))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsVowel(string word, int place) => word[place] switch
    {
        'a' or 'e' or 'i' or 'o' or 'u' => true,
        'y' => place > 0 && !IsVowel(word, place - 1),
        _ => false,
    };
}
