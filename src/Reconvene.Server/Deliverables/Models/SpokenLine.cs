using System.Text;
using Reconvene.Server.Transcripts;

namespace Reconvene.Server.Deliverables.Models;

/// <summary>What one speaker goes on saying, as a model is shown it: one number for several short segments.</summary>
/// <param name="Segments">In order, of one speaker; the first one's number is the line's.</param>
internal sealed record SpokenLine(IReadOnlyList<Segment> Segments)
{
    private const int LongestLine = 400;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(20);

    public int Number => Segments[0].Number;

    public string? Speaker => Segments[0].Speaker;

    public string Text { get; } = string.Join(' ', Segments.Select(segment => segment.Text));

    /// <summary>Lines of a transcript, without its chat.</summary>
    public static IReadOnlyList<SpokenLine> Of(IReadOnlyList<Segment> segments)
    {
        var lines = new List<SpokenLine>();
        var some = new List<Segment>();
        var length = 0;
        foreach (var segment in segments.Where(segment => !segment.IsChat))
        {
            if (some is [.., var last]
                && (last.Speaker != segment.Speaker || length + segment.Text.Length > LongestLine || segment.Start - last.End > LongestPause))
            {
                lines.Add(new SpokenLine([.. some]));
                some.Clear();
                length = 0;
            }

            some.Add(segment);
            length += segment.Text.Length + 1;
        }

        if (some.Count > 0)
        {
            lines.Add(new SpokenLine([.. some]));
        }

        return lines;
    }

    /// <summary>As a model reads it. The speaker stands only where another one spoke before.</summary>
    public void WriteTo(StringBuilder text, SpokenLine? before)
    {
        text.Append('[').Append(Number).Append("] ");
        if (Speaker is not null && Speaker != before?.Speaker)
        {
            text.Append(Speaker).Append(": ");
        }

        text.Append(Text).Append('\n');
    }
}
