using Reconvene.Server.Platform.Http;
using Reconvene.Server.Transcripts.Language;

namespace Reconvene.Server.Search;

/// <summary>What is sought: words by their stems, some perhaps only begun (<c>plan*</c>), and where.</summary>
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

        var words = SearchWords.Sought(text)
            .Select(word => new SearchWord(word.Stem, IsBegun(text, word.Place) ? word.Plain : null))
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

    private static bool IsBegun(string text, Range word) => word.End.Value < text.Length && text[word.End.Value] is '*';
}
