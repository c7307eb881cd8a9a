namespace Reconvene.Simulator.Zoom.Media;

/// <summary>Bits, most significant first, as both codecs want them.</summary>
internal sealed class BitWriter
{
    private readonly List<byte> _bytes = [];
    private int _current;
    private int _used;

    public int Length => _bytes.Count;

    public BitWriter Bits(uint value, int count)
    {
        for (var i = count - 1; i >= 0; i--)
        {
            _current = (_current << 1) | (int)((value >> i) & 1);
            if (++_used == 8)
            {
                _bytes.Add((byte)_current);
                _current = 0;
                _used = 0;
            }
        }

        return this;
    }

    /// <summary>Unsigned Exp-Golomb code of H.264.</summary>
    public BitWriter Ue(uint value)
    {
        var length = 0;
        for (var rest = value + 1; rest > 1; rest >>= 1)
        {
            length++;
        }

        return Bits(0, length).Bits(value + 1, length + 1);
    }

    public BitWriter Align(uint first = 0)
    {
        if (_used == 0)
        {
            return this;
        }

        Bits(first, 1);
        while (_used != 0)
        {
            Bits(0, 1);
        }

        return this;
    }

    /// <summary>The stop bit and zeros that end an H.264 payload.</summary>
    public BitWriter Stop()
    {
        Bits(1, 1);
        return Align();
    }

    public BitWriter Whole(ReadOnlySpan<byte> bytes)
    {
        if (_used != 0)
        {
            throw new InvalidOperationException("Whole bytes can be added on a byte boundary only: align first.");
        }

        _bytes.AddRange(bytes);
        return this;
    }

    public byte[] ToArray() => [.. _bytes];
}
