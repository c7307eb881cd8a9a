using Reconvene.Simulator.Zoom.Media;

namespace Reconvene.Simulator.Zoom.Phone.Worlds;

/// <summary>
/// MPEG-2 layer III, mono, 16 kHz, 16 kbit/s (ISO/IEC 13818-3): frames of silence, computed from their place. What is left of a frame
/// is free for other data; here it holds numbers of the seed, so that no two files have the same bytes.
/// </summary>
internal sealed class SilentMp3(TimeSpan duration, ulong seed) : FileContent
{
    private const int FrameBytes = 72;
    private const int SideBytes = 9;
    private const double FrameSeconds = 0.036;

    // Synchronisation, MPEG-2, layer III, no checksum; 16 kbit/s, 16 kHz, no padding; one channel.
    private static ReadOnlySpan<byte> Header => [0xFF, 0xF3, 0x28, 0xC4];

    public override long Length => FrameBytes * (long)Math.Ceiling(duration.TotalSeconds / FrameSeconds);

    public override int Read(long offset, Span<byte> target)
    {
        var count = (int)Math.Clamp(Length - offset, 0, target.Length);
        for (var i = 0; i < count; i++)
        {
            target[i] = At(offset + i);
        }

        return count;
    }

    private byte At(long place) => (place % FrameBytes) switch
    {
        < 4 and var inHeader => Header[(int)inHeader],
        < 4 + SideBytes => 0,

        // Seven bits: nothing in it may look like the start of a frame.
        _ => (byte)(SeededRandom.Mix(seed ^ (ulong)place) & 0x7F),
    };
}
