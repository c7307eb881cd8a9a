using Reconvene.Server.Platform.Http;
using Reconvene.Server.Transcripts.Language;

namespace Reconvene.Server.Search;

/// <summary>What is sought: words by their stems, the last one perhaps only begun (<c>plan*</c>), and where.</summary>
/// <param name="Words">At least one, each once.</param>
internal sealed record SearchQuestion(IReadOnlyList<SearchWord> Words)
{
    private const int LongestText = 300;
    private const int MostWords = 12;

    public string? Speaker { get; init; }

    public string? Host { get; init; }

    public long? Source { get; init; }

    public long? Connection { get; init; }

    public string? Language { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? Until { get; init; }

    /// <summary>Reads what was typed; null and what is wrong with it when nothing can be sought by it.</summary>
    public static IReadOnlyList<SearchWord>? Read(string? text, ICollection<FieldError> errors)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > LongestText)
        {
            errors.Add(new("q", $"must have 1 to {LongestText} characters: the words to be found, the last perhaps with * at its end."));
            return null;
        }

        var words = SearchWords.In(text)
            .Select(word => new SearchWord(word.Stem, word.Place.End.Value < text.Length && text[word.Place.End.Value] is '*'))
            .Distinct()
            .Take(MostWords)
            .ToList();
        if (words.Count is 0)
        {
            errors.Add(new("q", "holds no word: write what was said."));
            return null;
        }

        return words;
    }
}

/// <summary>One word.</summary>
/// <param name="Stem">As it is indexed.</param>
/// <param name="IsBegun">Whatever begins so is meant.</param>
internal readonly record struct SearchWord(string Stem, bool IsBegun)
{
    public bool Matches(string stem) => IsBegun ? stem.StartsWith(Stem, StringComparison.Ordinal) : stem == Stem;

    /// <summary>As it stands among the stems of a segment.</summary>
    public string Pattern => IsBegun ? $"% {Stem}%" : $"% {Stem} %";
}
