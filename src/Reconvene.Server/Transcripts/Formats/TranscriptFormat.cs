namespace Reconvene.Server.Transcripts.Formats;

/// <summary>One way of writing a transcript, a segment at a time.</summary>
internal abstract class TranscriptFormat
{
    private static readonly TranscriptFormat[] All =
        [new VttFormat(), new SrtFormat(), new TextFormat(), new JsonFormat(), new MarkdownFormat()];

    public abstract string Extension { get; }

    public abstract string ContentType { get; }

    public static TranscriptFormat? Find(string extension) =>
        All.FirstOrDefault(format => format.Extension.Equals(extension, StringComparison.OrdinalIgnoreCase));

    public abstract Task WriteAsync(
        Stream stream, TranscriptHead head, IAsyncEnumerable<Segment> segments, CancellationToken cancellation);
}
