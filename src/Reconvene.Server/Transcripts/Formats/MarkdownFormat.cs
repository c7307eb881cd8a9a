using System.Text;

namespace Reconvene.Server.Transcripts.Formats;

/// <summary>Markdown: a paragraph for each turn of a speaker.</summary>
internal sealed class MarkdownFormat : LineFormat
{
    public override string Extension => "md";

    public override string ContentType => "text/markdown; charset=utf-8";

    protected override void Begin(StringBuilder text, TranscriptHead head) =>
        text.Append("# ").Append(MarkdownText.Escape(head.Topic)).Append('\n');

    protected override void Add(StringBuilder text, Segment segment, Segment? before)
    {
        if (IsSameTurn(segment, before))
        {
            text.Append(' ');
        }
        else
        {
            text.Append(before is null ? "\n" : "\n\n");
            text.Append(segment.Speaker is { } speaker ? $"**{MarkdownText.Escape(speaker)}** " : "")
                .Append('`').Append(Clock.Short(segment.Start)).Append(segment.IsChat ? "` chat  \n" : "`  \n");
        }

        text.Append(MarkdownText.Escape(segment.Text));
    }

    protected override void End(StringBuilder text, Segment? last) => text.Append(last is null ? "" : "\n");
}
