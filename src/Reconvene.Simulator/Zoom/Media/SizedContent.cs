using System.Buffers.Binary;

namespace Reconvene.Simulator.Zoom.Media;

/// <summary>
/// A file of any length: the real one, then a box that players skip, filled with numbers computed from their place. Too short
/// for that, it is the beginning of the real one.
/// </summary>
internal sealed class SizedContent(FileContent real, long length, ulong seed) : FileContent
{
    private const int BoxHeader = 16;

    public override long Length => length;

    public override int Read(long offset, Span<byte> target)
    {
        var left = length - offset;
        if (left <= 0)
        {
            return 0;
        }

        target = target[..(int)Math.Min(target.Length, left)];
        if (offset < real.Length)
        {
            return real.Read(offset, target);
        }

        var place = offset - real.Length;
        return place < BoxHeader && length - real.Length >= BoxHeader ? ReadHeader(place, target) : ReadFilling(place, target);
    }

    private int ReadHeader(long place, Span<byte> target)
    {
        Span<byte> header = stackalloc byte[BoxHeader];
        BinaryPrimitives.WriteUInt32BigEndian(header, 1);
        "free"u8.CopyTo(header[4..]);
        BinaryPrimitives.WriteInt64BigEndian(header[8..], length - real.Length);
        var count = Math.Min(target.Length, BoxHeader - (int)place);
        header.Slice((int)place, count).CopyTo(target);
        return count;
    }

    private int ReadFilling(long place, Span<byte> target)
    {
        Span<byte> word = stackalloc byte[8];
        for (var i = 0; i < target.Length;)
        {
            var at = place + i;
            BinaryPrimitives.WriteUInt64LittleEndian(word, SeededRandom.Mix(seed ^ (ulong)(at / 8)));
            var from = (int)(at % 8);
            var count = Math.Min(8 - from, target.Length - i);
            word.Slice(from, count).CopyTo(target[i..]);
            i += count;
        }

        return target.Length;
    }
}
