using System.Text.RegularExpressions;
using Reconvene.Server.Deliverables.Extractive;
using Reconvene.Server.Transcripts;
using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Deliverables.Models;

/// <summary>
/// Whether a claim holds: the lines it names exist, they carry its words, each clause in one place; it denies what they deny and nothing
/// else; it brings no number and no name that was not spoken there, and neither links nor addresses at all; and it does not rest on
/// words that give orders to the model alone. What does not hold is dropped and counted.
/// </summary>
internal sealed partial class CheckClaims
{
    private const double LeastCarried = 0.5;
    private const int MostLines = 12;

    private readonly Dictionary<int, SpokenLine> _lines;
    private readonly Vocabulary _vocabulary;
    private readonly HashSet<string> _speakers;
    private readonly NamesInClaims _names;
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
        _names = new NamesInClaims(_vocabulary, _speakers);
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

    /// <summary>Who has a task: one who speaks in these segments, or a name that was spoken in them; null for any other.</summary>
    public string? OwnerIn(string? name, IReadOnlyList<Segment> segments)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return null;
        }

        if (SpeakerCalled(name.Trim()) is not { } speaker)
        {
            return IsSpokenIn(name, segments) ? name.Trim() : null;
        }

        return _names.AreThere(speaker, segments) && !PromisedByAnother(speaker, segments) ? speaker : null;
    }

    /// <summary>A speaker of these segments by that name, or the only one who speaks in them.</summary>
    public string? SpeakerIn(string? name, IReadOnlyList<Segment> segments)
    {
        var speaking = segments.Select(segment => segment.Speaker).Distinct(StringComparer.Ordinal).ToList();
        return SpeakerCalled(name?.Trim() ?? "") is { } speaker && speaking.Contains(speaker, StringComparer.Ordinal) ? speaker : speaking is [var only] ? only : null;
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

    private string? SpeakerCalled(string name)
    {
        if (_speakers.TryGetValue(name, out var speaker))
        {
            return speaker;
        }

        var parts = SpokenWords.Folded(name).ToList();
        return _speakers.FirstOrDefault(one => parts.Count > 0 && parts.All(SpokenWords.Folded(one).ToHashSet(StringComparer.Ordinal).Contains));
    }

    /// <summary>"I will write to Maria" is the speaker's task, and not Maria's.</summary>
    private bool PromisedByAnother(string owner, IReadOnlyList<Segment> segments) =>
        segments.All(segment => segment.Speaker is not null && segment.Speaker != owner)
        && segments.Any(segment => _vocabulary.OwnPromise.IsMatch(SpokenWords.Fold(segment.Text)))
        && !segments.Any(segment => _vocabulary.NamedTask.IsMatch(SpokenWords.Fold(segment.Text)));

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
        if (Foreign.IsMatch(text) || BringsNumbers(text, spoken) || Distorts(claim, segments) || segments.TrueForAll(segment => OrdersToModels.AreIn(segment.Text)))
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

    /// <summary>It has the words of its lines, and says something else with them.</summary>
    private bool Distorts(DraftClaim claim, List<Segment> segments)
    {
        var said = (_isTranslated ? claim.Quote ?? "" : claim.Text).Trim();
        var denied = new Negation(_vocabulary, said);
        return Negation.Differ(denied, new Negation(_vocabulary, string.Join(' ', segments.Select(segment => segment.Text))))
            || Neighbourhoods.AreStitched(_vocabulary, said, segments)
            || (_isTranslated ? denied.IsAny != new Negation(_vocabulary, claim.Text).IsAny : _names.AreForeign(said, segments));
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
