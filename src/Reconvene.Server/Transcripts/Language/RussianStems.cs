namespace Reconvene.Server.Transcripts.Language;

/// <summary>What is left of a Russian word when its ending is taken off.</summary>
internal static class RussianStems
{
    public static string Of(string word)
    {
        foreach (var ending in Endings)
        {
            if (word.Length >= ending.Length + 3 && word.EndsWith(ending, StringComparison.Ordinal))
            {
                return word[..^ending.Length];
            }
        }

        return word;
    }

    private static readonly string[] Endings =
    [
        "иями", "ениями", "ениях", "ением", "ениям", "ения", "ение", "ении", "ений", "ению", "остями", "остью", "ости", "ость", "ировать", "ирование",
        "ями", "ами", "ого", "его", "ому", "ему", "ыми", "ими", "ать", "ять", "ить", "еть", "ует", "уют", "ают", "яют", "ишь", "ешь", "ете", "ите",
        "ала", "али", "ило", "или", "ила", "ело", "ели", "ела", "ой", "ей", "ий", "ый", "ая", "яя", "ое", "ее", "ые", "ие", "ую", "юю", "ом", "ем", "ам", "ям",
        "ах", "ях", "ов", "ев", "ия", "ии", "ию", "ет", "ит", "ут", "ют", "ат", "ят", "ал", "ил", "ел", "ся", "сь", "а", "я", "о", "е", "и", "ы", "у", "ю", "ь", "й",
    ];
}
