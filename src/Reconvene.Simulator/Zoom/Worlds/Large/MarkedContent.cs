using Reconvene.Simulator.Zoom.Media;

namespace Reconvene.Simulator.Zoom.Worlds.Large;

/// <summary>A text that many recordings share but for a mark of their own: its length is known and nothing is kept of it.</summary>
internal sealed class MarkedContent(MarkedText text, byte[] mark) : FileContent
{
    public override long Length => text.Length;

    public override int Read(long offset, Span<byte> target) => text.Read(offset, target, mark);
}
