using Reconvene.Server.Deliverables.Extractive;
using Reconvene.Server.Transcripts;
using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Deliverables.Models;

/// <summary>
/// Whether a claim is stitched together: each clause of it must find most of its words near one place of the meeting, wherever the
/// other clauses find theirs.
/// </summary>
internal static class Neighbourhoods
{
    private const double MostOfThem = 0.67;
    private static readonly TimeSpan Near = TimeSpan.FromSeconds(90);
    private static readonly string[] Ends = [", ", "; ", ": ", ". ", " and ", " because ", " but ", " и ", " а ", " но "];

    public static bool AreStitched(Vocabulary vocabulary, string text, IReadOnlyList<Segment> segments)
    {
        var places = PlacesOf(vocabulary, segments);
        return places.Count > 1
            && SpokenWords.Fold(text).Split(Ends, StringSplitOptions.RemoveEmptyEntries).Any(clause => IsScattered(Stems(vocabulary, clause), places));
    }

    private static bool IsScattered(HashSet<string> clause, List<HashSet<string>> places)
    {
        var carried = clause.Count(stem => places.Exists(place => place.Contains(stem)));
        return carried > 1 && places.Max(place => clause.Count(place.Contains)) < MostOfThem * carried;
    }

    private static List<HashSet<string>> PlacesOf(Vocabulary vocabulary, IReadOnlyList<Segment> segments)
    {
        var places = new List<HashSet<string>>();
        Segment? before = null;
        foreach (var segment in segments)
        {
            if (before is null || segment.Start - before.End > Near)
            {
                places.Add(new HashSet<string>(StringComparer.Ordinal));
            }

            places[^1].UnionWith(Stems(vocabulary, $"{segment.Speaker} {segment.Text}"));
            before = segment;
        }

        return places;
    }

    private static HashSet<string> Stems(Vocabulary vocabulary, string text) =>
    [
        .. SpokenWords.Folded(text).Where(word => word.Length > 2 && !vocabulary.StopWords.Contains(word)).Select(vocabulary.Stem),
    ];
}
