using System.Text.RegularExpressions;
using Reconvene.Server.Deliverables.Extractive;
using Reconvene.Server.Transcripts;
using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Deliverables.Models;

/// <summary>
/// Whether a claim holds: the lines it names exist, they carry its words, it brings no number that was not spoken there, and neither
/// links nor addresses at all; and it does not rest on words that give orders to the model alone. What does not hold is dropped and
/// counted.
/// </summary>
internal sealed partial class CheckClaims
{
    private const double LeastCarried = 0.5;
    private const int MostLines = 12;

    private readonly Dictionary<int, SpokenLine> _lines;
    private readonly Vocabulary _vocabulary;
    private readonly HashSet<string> _speakers;
    private readonly bool _isTranslated;

    /// <summary>Over one transcript.</summary>
    /// <param name="lines">Of the whole transcript.</param>
    /// <param name="spokenLanguage">Of the transcript.</param>
    /// <param name="isTranslated">The claims are in another language, and rest on their quotes.</param>
    public CheckClaims(IReadOnlyList<SpokenLine> lines, string spokenLanguage, bool isTranslated)
    {
        _lines = lines.ToDictionary(line => line.Number);
        _vocabulary = Vocabulary.For(spokenLanguage);
        _speakers = lines.Select(line => line.Speaker).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        _isTranslated = isTranslated;
    }

    /// <summary>How many claims were dropped so far.</summary>
    public int Dropped { get; private set; }

    /// <summary>The segments that carry the claim, in order; null when none does, and it is counted.</summary>
    public IReadOnlyList<Segment>? Carrying(DraftClaim claim)
    {
        var carrying = Find(claim);
        Dropped += carrying is null ? 1 : 0;
        return carrying;
    }

    /// <summary>The name of a speaker, or one that was spoken in these segments; null for any other.</summary>
    public string? NameIn(string? name, IReadOnlyList<Segment> segments)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return null;
        }

        if (_speakers.TryGetValue(name.Trim(), out var speaker))
        {
            return speaker;
        }

        var parts = SpokenWords.Folded(name).ToList();
        var byPart = _speakers.FirstOrDefault(one => parts.Count > 0 && parts.All(SpokenWords.Folded(one).ToHashSet(StringComparer.Ordinal).Contains));
        return byPart ?? (IsSpokenIn(name, segments) ? name.Trim() : null);
    }

    /// <summary>The words as they were spoken in these segments; null when they were not.</summary>
    public string? SpokenIn(string? words, IReadOnlyList<Segment> segments) =>
        !string.IsNullOrWhiteSpace(words) && IsSpokenIn(words, segments) ? words.Trim() : null;

    /// <summary>Whether a title is made of words that were spoken, and of nothing that could lead anywhere.</summary>
    public bool IsTitleOf(string? title, IReadOnlyList<Segment> segments)
    {
        if (string.IsNullOrWhiteSpace(title) || title.Length > 200 || Foreign.IsMatch(title))
        {
            return false;
        }

        var stems = Stems(title);
        return stems.Count > 0 && (_isTranslated || Share(stems, StemsOf(segments)) >= LeastCarried);
    }

    private List<Segment>? Find(DraftClaim claim)
    {
        var text = claim.Text.Trim();
        if (text.Length is 0 || claim.Segments.Count is 0)
        {
            return null;
        }

        var cited = claim.Segments.Distinct().Take(MostLines).Select(number => _lines.GetValueOrDefault(number)).ToList();
        if (cited.Contains(null))
        {
            return null;
        }

        var segments = cited.SelectMany(line => line!.Segments).OrderBy(segment => segment.Number).ToList();
        var spoken = string.Join(' ', segments.Select(segment => segment.Text));
        if (Foreign.IsMatch(text) || BringsNumbers(text, spoken) || segments.TrueForAll(segment => OrdersToModels.AreIn(segment.Text)))
        {
            return null;
        }

        var stems = Stems(_isTranslated ? claim.Quote ?? "" : text);
        var there = StemsOf(segments);
        there.UnionWith(segments.Select(segment => segment.Speaker).OfType<string>().SelectMany(Stems));
        if (stems.Count is 0 || Share(stems, there) < LeastCarried || (stems.Count > 1 && stems.Count(there.Contains) < 2))
        {
            return null;
        }

        // Of a long line, only what carries it is cited.
        var carrying = segments.Where(segment => !OrdersToModels.AreIn(segment.Text) && Stems(segment.Text).Any(stems.Contains)).ToList();
        return carrying.Count > 0 ? carrying : null;
    }

    /// <summary>A number that nobody spoke there.</summary>
    private static bool BringsNumbers(string text, string spoken) =>
        Numbers.Matches(text).Any(found => !spoken.Contains(found.Value, StringComparison.Ordinal) && !NumberWords.AreSpoken(found.Value, spoken));

    private bool IsSpokenIn(string words, IReadOnlyList<Segment> segments)
    {
        var spoken = segments.SelectMany(segment => SpokenWords.Folded(segment.Text)).Select(_vocabulary.Stem).ToHashSet(StringComparer.Ordinal);
        var asked = SpokenWords.Folded(words).Select(_vocabulary.Stem).ToList();
        return asked.Count is > 0 and <= 12 && asked.All(spoken.Contains) && !Foreign.IsMatch(words);
    }

    private HashSet<string> StemsOf(IEnumerable<Segment> segments) => [.. segments.SelectMany(segment => Stems(segment.Text))];

    private HashSet<string> Stems(string text) =>
    [
        .. SpokenWords.Folded(text)
            .Where(word => word.Length > 2 && !_vocabulary.StopWords.Contains(word))
            .Select(_vocabulary.Stem),
    ];

    private static double Share(HashSet<string> stems, HashSet<string> there) => (double)stems.Count(there.Contains) / stems.Count;

    [GeneratedRegex(
        @"(?:[a-z][a-z0-9+.-]*://|www\.)\S+|\b[\w.+-]+@[\w-]+\.[\w.-]+|!\[|\]\(|<[a-z/!][^>]*>?|\b(?:[\w-]+\.)+(?:com|net|org|io|ru|example|dev|app|info|biz|xyz|site|online|link|me|co)\b\S*|(?<!\w)@\w{3,}",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Foreign { get; }

    [GeneratedRegex(@"\d+(?:[.,:]\d+)*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numbers { get; }
}
