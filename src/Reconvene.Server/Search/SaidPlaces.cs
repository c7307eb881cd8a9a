using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Reconvene.Server.Search;

/// <summary>
/// Where each term of a transcript stands: a line for every term, with the numbers of its segments in order. One piece, so that an
/// hour is one row to read; what is sought in it is found by comparing bytes.
/// </summary>
/// <param name="Bytes">Of the text, in UTF-8: half as large as a string, and nothing to decode.</param>
internal readonly record struct SaidPlaces(byte[] Bytes)
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

        return new SaidPlaces(Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>Segments of one term.</summary>
    public IEnumerable<int> Of(string term) => Lines($"\n{term} ");

    /// <summary>Segments of all terms that begin so, one term after the other.</summary>
    public IEnumerable<int> Beginning(string term) => Lines($"\n{term}");

    private IEnumerable<int> Lines(string start)
    {
        var sought = Encoding.UTF8.GetBytes(start);
        for (var line = Next(sought, 0); line >= 0; line = Next(sought, line + 1))
        {
            var end = IndexOf((byte)'\n', line + 1);
            var at = IndexOf((byte)' ', line);
            while (at < end && Utf8Parser.TryParse(Bytes.AsSpan(at + 1), out int segment, out var digits))
            {
                yield return segment;
                at += digits + 1;
            }
        }
    }

    private int Next(byte[] sought, int from) => Bytes.AsSpan(from).IndexOf(sought) is >= 0 and var at ? from + at : -1;

    private int IndexOf(byte sought, int from) => from + Bytes.AsSpan(from).IndexOf(sought);
}
