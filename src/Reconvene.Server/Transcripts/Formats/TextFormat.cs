using System.Text;

namespace Reconvene.Server.Transcripts.Formats;

/// <summary>Plain text: a heading line for each turn of a speaker, then what was said.</summary>
internal sealed class TextFormat : LineFormat
{
    public override string Extension => "txt";

    public override string ContentType => "text/plain; charset=utf-8";

    protected override void Begin(StringBuilder text, TranscriptHead head) => text.Append(head.Topic.Trim()).Append('\n');

    protected override void Add(StringBuilder text, Segment segment, Segment? before)
    {
        if (!IsSameTurn(segment, before))
        {
            text.Append("\n[").Append(Clock.Short(segment.Start)).Append(']');
            text.Append(segment.Speaker is null ? "" : $" {segment.Speaker}").Append(segment.IsChat ? " (chat)" : "");
            text.Append(segment.Speaker is null ? "" : ":").Append('\n');
        }

        text.Append(segment.Text).Append('\n');
    }
}
