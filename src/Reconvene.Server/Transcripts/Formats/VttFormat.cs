using System.Globalization;
using System.Text;

namespace Reconvene.Server.Transcripts.Formats;

/// <summary>WebVTT with voice tags. What is said is escaped, so that it can neither end a cue nor be markup.</summary>
internal sealed class VttFormat : LineFormat
{
    public override string Extension => "vtt";

    public override string ContentType => "text/vtt; charset=utf-8";

    protected override bool TakesChat => false;

    protected override void Begin(StringBuilder text, TranscriptHead head) => text.Append("WEBVTT\n");

    protected override void Add(StringBuilder text, Segment segment, Segment? before)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n{segment.Number}\n")
            .Append(Clock.Exact(segment.Start, '.'))
            .Append(" --> ")
            .Append(Clock.Exact(segment.End, '.'))
            .Append('\n');
        if (segment.Speaker is { } speaker)
        {
            text.Append("<v ").Append(Escape(speaker)).Append('>').Append(Escape(segment.Text)).Append("</v>\n");
        }
        else
        {
            // The class tag says that a colon in the text does not end a speaker's name.
            text.Append("<c>").Append(Escape(segment.Text)).Append("</c>\n");
        }
    }

    private static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);
}
