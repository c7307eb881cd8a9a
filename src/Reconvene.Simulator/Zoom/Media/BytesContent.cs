namespace Reconvene.Simulator.Zoom.Media;

internal sealed class BytesContent(byte[] bytes) : FileContent
{
    public override long Length => bytes.Length;

    public override int Read(long offset, Span<byte> target)
    {
        if (offset >= bytes.Length)
        {
            return 0;
        }

        var count = (int)Math.Min(target.Length, bytes.Length - offset);
        bytes.AsSpan((int)offset, count).CopyTo(target);
        return count;
    }
}
