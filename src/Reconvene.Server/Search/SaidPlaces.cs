using System.Globalization;
using System.Text;

namespace Reconvene.Server.Search;

/// <summary>
/// Where each term of a transcript stands: a line for every term, with the numbers of its segments in order. One piece of text,
/// so that an hour is one row to read; what is sought in it is found by comparing letters.
/// </summary>
internal readonly record struct SaidPlaces(string Text)
{
    public static SaidPlaces Of(IReadOnlyDictionary<string, List<int>> segmentsByTerm)
    {
        var text = new StringBuilder("\n");
        foreach (var (term, segments) in segmentsByTerm)
        {
            text.Append(term);
            foreach (var segment in segments)
            {
                text.Append(CultureInfo.InvariantCulture, $" {segment}");
            }

            text.Append('\n');
        }

        return new SaidPlaces(text.ToString());
    }

    /// <summary>Segments of one term.</summary>
    public IEnumerable<int> Of(string term) => Lines($"\n{term} ");

    /// <summary>Segments of all terms that begin so, one term after the other.</summary>
    public IEnumerable<int> Beginning(string term) => Lines($"\n{term}");

    private IEnumerable<int> Lines(string start)
    {
        for (var line = Next(start, 0); line >= 0; line = Next(start, line + 1))
        {
            var end = Text.IndexOf('\n', line + 1);
            var at = Text.IndexOf(' ', line);
            while (at < end)
            {
                var next = Text.IndexOf(' ', at + 1, end - at - 1);
                next = next < 0 ? end : next;
                yield return int.Parse(Text.AsSpan(at + 1, next - at - 1), CultureInfo.InvariantCulture);
                at = next;
            }
        }
    }

    private int Next(string start, int from) => Text.IndexOf(start, from, StringComparison.Ordinal);
}
