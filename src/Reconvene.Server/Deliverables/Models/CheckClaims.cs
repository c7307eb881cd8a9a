using System.Text.RegularExpressions;
using Reconvene.Server.Deliverables.Extractive;
using Reconvene.Server.Transcripts;
using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Deliverables.Models;

/// <summary>
/// Whether a claim holds: the lines it names exist, they carry its words, each clause in one place; it denies what they deny and nothing
/// else; it brings no number, no name and no host that was not spoken there, and neither links nor addresses at all; and nothing of it
/// comes from words that give orders to the model. What does not hold is dropped and counted.
/// </summary>
internal sealed partial class CheckClaims
{
    private const double LeastCarried = 0.5;
    private const int MostLines = 12;
    private const int LongestTitle = 200;

    private readonly Dictionary<int, SpokenLine> _lines;
    private readonly Vocabulary _vocabulary;
    private readonly HashSet<string> _speakers;
    private readonly NamesInClaims _names;
    private readonly HashSet<int> _orders;

    /// <summary>Stems that stand in orders and nowhere else.</summary>
    private readonly HashSet<string> _ordered;
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
        var spoken = lines.SelectMany(line => line.Segments).ToList();
        _orders = OrdersToModels.SegmentsOf(spoken);
        _ordered = StemsOf(spoken.Where(segment => _orders.Contains(segment.Number)));
        _ordered.ExceptWith(StemsOf(WithoutOrders(spoken)));
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

    /// <summary>A title made of words that were spoken there, which brings nothing else; null for any other, and it is counted.</summary>
    public string? TitleOf(string? title, IReadOnlyList<Segment> segments)
    {
        if (string.IsNullOrWhiteSpace(title))
        {
            return null;
        }

        var holds = title.Length <= LongestTitle && IsTitle(title, WithoutOrders(segments));
        Dropped += holds ? 0 : 1;
        return holds ? title.Trim() : null;
    }

    /// <summary>A title that no place of the meeting belongs to.</summary>
    public void DropTitle() => Dropped++;

    private bool IsTitle(string title, List<Segment> segments)
    {
        if (Brings(title, segments))
        {
            return false;
        }

        var (stems, there) = (Stems(title), StemsOf(segments));
        return stems.Count > 0 && !stems.Overlaps(_ordered) && (_isTranslated || Share(stems, there) >= LeastCarried);
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

        var segments = WithoutOrders(cited.SelectMany(line => line!.Segments)).OrderBy(segment => segment.Number).ToList();
        if (Brings(text, segments) || Distorts(claim, segments) || Stems(text).Overlaps(_ordered))
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
        var carrying = segments.Where(segment => Stems(segment.Text).Any(stems.Contains)).ToList();
        return carrying.Count > 0 ? carrying : null;
    }

    private List<Segment> WithoutOrders(IEnumerable<Segment> segments) => [.. segments.Where(segment => !_orders.Contains(segment.Number))];

    /// <summary>A link, or a number or a host that nobody spoke there.</summary>
    private static bool Brings(string text, List<Segment> segments)
    {
        var spoken = string.Join(' ', segments.Select(segment => segment.Text));
        return Links.IsMatch(text)
            || Hosts.Matches(text).Any(host => !Hosts.Matches(spoken).Any(other => other.Value.Equals(host.Value, StringComparison.OrdinalIgnoreCase)))
            || SpokenNumbers.AreBrought(text, spoken);
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

    private bool IsSpokenIn(string words, IReadOnlyList<Segment> segments)
    {
        var spoken = segments.SelectMany(segment => SpokenWords.Folded(segment.Text)).Select(_vocabulary.Stem).ToHashSet(StringComparer.Ordinal);
        var asked = SpokenWords.Folded(words).Select(_vocabulary.Stem).ToList();
        return asked.Count is > 0 and <= 12 && asked.All(spoken.Contains) && !Links.IsMatch(words) && !Hosts.IsMatch(words);
    }

    private HashSet<string> StemsOf(IEnumerable<Segment> segments) => [.. segments.SelectMany(segment => Stems(segment.Text))];

    /// <summary>Of the words; numbers are looked at for themselves.</summary>
    private HashSet<string> Stems(string text) =>
    [
        .. SpokenWords.Folded(text)
            .Where(word => word.Length > 2 && !SpokenNumbers.Counts(word) && !_vocabulary.StopWords.Contains(word))
            .Select(_vocabulary.Stem),
    ];

    private static double Share(HashSet<string> stems, HashSet<string> there) => (double)stems.Count(there.Contains) / stems.Count;

    [GeneratedRegex(
        @"(?:[a-z][a-z0-9+.-]*:(?://|\S*\()|www\.)\S+|\b[\w.+-]+@[\w-]+\.[\w.-]+|!\[|\]\(|<[a-z/!][^>]*>?|(?<!\w)@\w{3,}",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Links { get; }

    /// <summary>Whatever many programs would make a link of: two names with a point between them.</summary>
    [GeneratedRegex(
        @"(?<![\w.])(?:[\w-]+\.)+\p{L}{2,}(?![\w])(?:[:/?#]\S+)?",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hosts { get; }
}
