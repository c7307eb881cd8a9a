namespace Reconvene.Simulator.Zoom.Media;

/// <summary>
/// AAC-LC, mono, 16 kHz (ISO/IEC 14496-3): a tone while somebody speaks, silence in between. One spectral line of codebook 1
/// is enough for a tone, so no encoder is needed, and every decoder plays it.
/// </summary>
internal static class AacTones
{
    public const int SampleRate = 16000;
    public const int FrameSamples = 1024;
    public const int FrameBytes = 96;

    /// <summary>Object type 2 (LC), frequency index 8 (16 kHz), one channel.</summary>
    public static ReadOnlySpan<byte> Configuration => [0x14, 0x08];

    // Scale factor bands of a long window at 16 kHz start at multiples of eight; the tone is the first line of a band.
    private const int FirstBand = 2;
    private const int BandCount = 5;
    private const int BandLines = 8;
    private const uint Loudness = 190;

    // Codebook 1: four zeros, and a one (or minus one) followed by three zeros.
    private const uint PlusCode = 0x10;
    private const uint MinusCode = 0x11;

    /// <summary>How high a voice sounds: the middle of its spectral line.</summary>
    public static double VoiceHz(int voice) =>
        (((FirstBand + (voice % BandCount)) * BandLines) + 0.5) * SampleRate / (2 * FrameSamples);

    /// <summary>A frame in which the given voice is heard; a negative voice is silence.</summary>
    public static byte[] Frame(int voice, int index)
    {
        var bits = new BitWriter();
        bits.Bits(0, 3).Bits(0, 4);
        if (voice < 0)
        {
            bits.Bits(0, 8);
            ChannelHeader(bits, 0);
            bits.Bits(0, 3);
        }
        else
        {
            Tone(bits, FirstBand + (voice % BandCount), index);
        }

        Fill(bits);
        return bits.ToArray();
    }

    private static void Tone(BitWriter bits, int band, int index)
    {
        bits.Bits(Loudness, 8);
        ChannelHeader(bits, (uint)band + 1);
        bits.Bits(0, 4).Bits((uint)band, 5);
        bits.Bits(1, 4).Bits(1, 5);
        bits.Bits(0, 1);
        bits.Bits(0, 3);

        // A steady sine turns its sign in pairs of frames.
        bits.Bits(index / 2 % 2 == 0 ? PlusCode : MinusCode, 5);
        bits.Bits(0, 1);
    }

    private static void ChannelHeader(BitWriter bits, uint bands) =>
        bits.Bits(0, 1).Bits(0, 2).Bits(0, 1).Bits(bands, 6).Bits(0, 1);

    /// <summary>Fill elements bring every frame to one size, like a constant rate; then the end mark.</summary>
    private static void Fill(BitWriter bits)
    {
        const int Overhead = 4;
        var count = FrameBytes - bits.Length - Overhead;
        bits.Bits(6, 3).Bits(15, 4).Bits((uint)(count - 14), 8);
        bits.Bits(0, 8);
        for (var i = 1; i < count; i++)
        {
            bits.Bits(0xA5, 8);
        }

        bits.Bits(7, 3).Align();
        while (bits.Length < FrameBytes)
        {
            bits.Bits(0, 8);
        }
    }
}
