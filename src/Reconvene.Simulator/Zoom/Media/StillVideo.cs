namespace Reconvene.Simulator.Zoom.Media;

/// <summary>
/// H.264 constrained baseline made without an encoder: a picture of uncompressed macroblocks (I_PCM), then pictures in which
/// every macroblock is skipped, so the still stands until the next one.
/// </summary>
internal static class StillVideo
{
    public const int Width = 320;
    public const int Height = 176;
    public const int SecondsPerStill = 30;
    private const int Columns = Width / 16;
    private const int Rows = Height / 16;
    private const uint PcmMacroblock = 25;

    public static byte[] SequenceParameters()
    {
        var bits = new BitWriter();
        bits.Bits(66, 8).Bits(0xC0, 8).Bits(13, 8);
        bits.Ue(0).Ue(4).Ue(2).Ue(1).Bits(0, 1);
        bits.Ue(Columns - 1).Ue(Rows - 1);
        bits.Bits(1, 1).Bits(1, 1).Bits(0, 1).Bits(0, 1);
        return Unit(0x67, bits.Stop());
    }

    public static byte[] PictureParameters()
    {
        var bits = new BitWriter();
        bits.Ue(0).Ue(0).Bits(0, 1).Bits(0, 1).Ue(0).Ue(0).Ue(0).Bits(0, 1).Bits(0, 2);
        bits.Ue(0).Ue(0).Ue(0).Bits(1, 1).Bits(0, 1).Bits(0, 1);
        return Unit(0x68, bits.Stop());
    }

    /// <summary>One access unit per second, with the length before it as in an MP4 sample.</summary>
    public static byte[] Sample(int second, int seed)
    {
        var place = second % SecondsPerStill;
        var still = second / SecondsPerStill;
        var unit = place == 0 ? Still(still, seed) : Skipped(place);
        return [.. Boxes.U32((uint)unit.Length), .. unit];
    }

    public static bool IsStill(int second) => second % SecondsPerStill == 0;

    private static byte[] Still(int still, int seed)
    {
        var bits = new BitWriter();
        bits.Ue(0).Ue(7).Ue(0).Bits(0, 8).Ue((uint)still % 2).Bits(0, 1).Bits(0, 1).Ue(0).Ue(1);
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                bits.Ue(PcmMacroblock).Align().Whole(Macroblock(row, column, still, seed));
            }
        }

        return Unit(0x65, bits.Stop());
    }

    private static byte[] Skipped(int place)
    {
        var bits = new BitWriter();
        bits.Ue(0).Ue(5).Ue(0).Bits((uint)place, 8).Bits(0, 1).Bits(0, 1).Bits(0, 1).Ue(0).Ue(1);
        bits.Ue(Columns * Rows);
        return Unit(0x41, bits.Stop());
    }

    private static byte[] Macroblock(int row, int column, int still, int seed)
    {
        var pixels = new byte[384];
        var tint = SeededRandom.Mix((ulong)((seed * 31) + still));
        var inTile = row is > 2 and < 8 && (column is > 2 and < 9 || column is > 10 and < 17);
        for (var y = 0; y < 16; y++)
        {
            for (var x = 0; x < 16; x++)
            {
                pixels[(y * 16) + x] = (byte)(inTile ? 150 + (((row * 16) + y) / 4) : 40 + (((column * 16) + x) / 8));
            }
        }

        pixels.AsSpan(256, 64).Fill((byte)(inTile ? 96 + (tint & 63) : 128));
        pixels.AsSpan(320, 64).Fill((byte)(inTile ? 96 + ((tint >> 8) & 63) : 120));
        return pixels;
    }

    /// <summary>Emulation prevention: three zero bytes in a row must not look like a start code.</summary>
    private static byte[] Unit(byte header, BitWriter payload)
    {
        var unit = new List<byte> { header };
        var zeros = 0;
        foreach (var value in payload.ToArray())
        {
            if (zeros >= 2 && value <= 3)
            {
                unit.Add(3);
                zeros = 0;
            }

            unit.Add(value);
            zeros = value == 0 ? zeros + 1 : 0;
        }

        return [.. unit];
    }
}
