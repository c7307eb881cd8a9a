using System.Globalization;
using System.Text;

namespace Reconvene.Server.Transcripts.Formats;

/// <summary>SubRip. It has no escapes: an arrow in the text is drawn with another character, angle brackets likewise.</summary>
internal sealed class SrtFormat : LineFormat
{
    public override string Extension => "srt";

    public override string ContentType => "application/x-subrip; charset=utf-8";

    protected override bool TakesChat => false;

    protected override void Begin(StringBuilder text, TranscriptHead head)
    {
    }

    protected override void Add(StringBuilder text, Segment segment, Segment? before)
    {
        text.Append(CultureInfo.InvariantCulture, $"{(before is null ? "" : "\n")}{segment.Number}\n")
            .Append(Clock.Exact(segment.Start, ','))
            .Append(" --> ")
            .Append(Clock.Exact(segment.End, ','))
            .Append('\n');
        if (segment.Speaker is { } speaker)
        {
            text.Append(Plain(speaker)).Append(": ");
        }

        text.Append(Plain(segment.Text)).Append('\n');
    }

    private static string Plain(string text) => text
        .Replace("-->", "\u2192", StringComparison.Ordinal)
        .Replace('<', '\u2039')
        .Replace('>', '\u203A');
}
