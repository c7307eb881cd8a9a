namespace Reconvene.Server.Transcripts.Language;

/// <summary>What is left of an English word when its ending is taken off.</summary>
internal static class EnglishStems
{
    public static string Of(string word)
    {
        var stem = word.EndsWith("'s", StringComparison.Ordinal) ? word[..^2] : word;
        foreach (var (ending, instead, shortest) in Endings)
        {
            if (stem.Length >= shortest + ending.Length && stem.EndsWith(ending, StringComparison.Ordinal))
            {
                stem = string.Concat(stem.AsSpan(0, stem.Length - ending.Length), instead);
                break;
            }
        }

        if (stem.Length > 4 && stem[^1] == stem[^2] && stem[^1] is not ('s' or 'l' or 'e' or 'o'))
        {
            stem = stem[..^1];
        }

        return stem.Length > 4 && stem[^1] is 'e' ? stem[..^1] : stem;
    }

    private static readonly (string Ending, string Instead, int Shortest)[] Endings =
    [
        ("ations", "at", 3), ("ation", "at", 3), ("ments", "", 4), ("ment", "", 4), ("ness", "", 4), ("ingly", "", 4), ("edly", "", 4),
        ("ies", "y", 2), ("ing", "", 4), ("ers", "", 4), ("ied", "y", 2), ("sses", "ss", 2), ("ches", "ch", 2), ("shes", "sh", 2),
        ("xes", "x", 2), ("ed", "", 3), ("er", "", 4), ("ly", "", 4), ("ss", "ss", 1), ("us", "us", 2), ("is", "is", 2), ("s", "", 3),
    ];
}
