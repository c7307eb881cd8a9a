using System.Text.RegularExpressions;
using Reconvene.Server.Deliverables.Extractive;
using Reconvene.Server.Transcripts;
using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Deliverables.Models;

/// <summary>Whether the people a claim speaks of are those of the segments it rests on: they speak there, or are spoken of.</summary>
/// <param name="vocabulary">Of the spoken language.</param>
/// <param name="speakers">Of the whole transcript.</param>
internal sealed partial class NamesInClaims(Vocabulary vocabulary, IReadOnlyCollection<string> speakers)
{
    private const int ShortestName = 2;

    private readonly HashSet<string> _known = [.. speakers.SelectMany(speaker => PartsOf(vocabulary, speaker))];

    /// <summary>Whether any name of the text stands for somebody, or something, that is not in the segments.</summary>
    public bool AreForeign(string text, IReadOnlyList<Segment> segments)
    {
        var spoken = segments.SelectMany(segment => SpokenWords.Folded(segment.Text)).Select(vocabulary.Stem).ToHashSet(StringComparer.Ordinal);
        var speaking = SpeakingIn(segments);
        return NamesIn(text).Any(name => !spoken.Contains(name) && !speaking.Contains(name)) || IsCreditedToAnother(text, speaking);
    }

    /// <summary>Whether somebody speaks in the segments or is called by name in them.</summary>
    public bool AreThere(string name, IReadOnlyList<Segment> segments)
    {
        var spoken = segments.SelectMany(segment => SpokenWords.Folded(segment.Text)).Select(vocabulary.Stem).ToHashSet(StringComparer.Ordinal);
        return segments.Any(segment => segment.Speaker == name) || PartsOf(vocabulary, name).Any(spoken.Contains);
    }

    /// <summary>"Tom proposed" where Tom was only spoken of: who says, asks or agrees must be heard.</summary>
    private bool IsCreditedToAnother(string text, HashSet<string> speaking) =>
        Credit.Match(text) is { Success: true } credit
        && PartsOf(vocabulary, credit.Groups["name"].Value).Where(_known.Contains).ToList() is { Count: > 0 } parts
        && !parts.Exists(speaking.Contains);

    /// <summary>Stems of names of speakers, and of other words with a capital that no beginning of a sentence explains.</summary>
    private IEnumerable<string> NamesIn(string text)
    {
        foreach (var place in SpokenWords.In(text))
        {
            var word = SpokenWords.Fold(text[place]);
            if (!char.IsUpper(text[place.Start]) || word.Length < ShortestName || vocabulary.StopWords.Contains(word))
            {
                continue;
            }

            var stem = vocabulary.Stem(word);
            if (_known.Contains(stem) || !IsFirst(text.AsSpan(0, place.Start.Value)))
            {
                yield return stem;
            }
        }
    }

    private static bool IsFirst(ReadOnlySpan<char> before) =>
        before.TrimEnd(" \"'«(“").IsEmpty || before.TrimEnd(" \"'«(“")[^1] is '.' or '!' or '?' or ':' or '\u2014' or '-';

    private HashSet<string> SpeakingIn(IReadOnlyList<Segment> segments) =>
        [.. segments.Select(segment => segment.Speaker).OfType<string>().SelectMany(speaker => PartsOf(vocabulary, speaker))];

    private static IEnumerable<string> PartsOf(Vocabulary vocabulary, string name) => SpokenWords.Folded(name)
        .Where(part => part.Length >= ShortestName && !vocabulary.StopWords.Contains(part))
        .Select(vocabulary.Stem);

    [GeneratedRegex(
        @"^\W*(?<name>\p{Lu}[\p{L}'-]+(?:\s\p{Lu}[\p{L}'-]+)?)\s(?:\w+ly\s|also\s|then\s|тоже\s|также\s)?(?:said|says|asked|asks|thinks|thought|proposed|proposes|suggested|suggests|agreed|agrees|promised|promises|confirmed|confirms|"
        + @"reported|reports|decided|decides|explained|explains|wants|wanted|announced|noted|told|tells|warned|warns|objected|refused|"
        + @"сказал|говорит|спросил|спрашивает|попросил|просит|предложил|предлагает|согласи|обеща|пообещал|подтверди|подтвержда|сообщи|сообща|считает|объясни|объясня|хочет|хотел|реши|отмети|отмеча|возрази|отказа)\w*",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Credit { get; }
}
