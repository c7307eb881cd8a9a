using System.Text;

namespace Reconvene.Server.Transcripts.Formats;

/// <summary>A format of text lines: something at the head, then something for each segment.</summary>
internal abstract class LineFormat : TranscriptFormat
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public override async Task WriteAsync(
        Stream stream, TranscriptHead head, IAsyncEnumerable<Segment> segments, CancellationToken cancellation)
    {
        var writer = new StreamWriter(stream, Utf8, bufferSize: 16 * 1024, leaveOpen: true) { NewLine = "\n" };
        await using (writer)
        {
            var text = new StringBuilder();
            Begin(text, head);
            Segment? before = null;
            await foreach (var segment in segments.WithCancellation(cancellation))
            {
                if (segment.IsChat && !TakesChat)
                {
                    continue;
                }

                Add(text, segment, before);
                before = segment;
                await writer.WriteAsync(text, cancellation);
                text.Clear();
            }

            End(text, before);
            await writer.WriteAsync(text, cancellation);
            await writer.FlushAsync(cancellation);
        }
    }

    /// <summary>Whether what was written in the chat stands beside what was said: not where a film is to show it as speech.</summary>
    protected virtual bool TakesChat => true;

    protected abstract void Begin(StringBuilder text, TranscriptHead head);

    protected abstract void Add(StringBuilder text, Segment segment, Segment? before);

    protected virtual void End(StringBuilder text, Segment? last)
    {
    }

    /// <summary>The same person goes on, without a long pause.</summary>
    protected static bool IsSameTurn(Segment segment, Segment? before) =>
        before is not null && before.Speaker == segment.Speaker && before.IsChat == segment.IsChat && segment.Start - before.End < TimeSpan.FromSeconds(30);
}
