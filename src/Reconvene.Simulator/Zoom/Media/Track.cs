using static Reconvene.Simulator.Zoom.Media.Boxes;

namespace Reconvene.Simulator.Zoom.Media;

/// <summary>One track: its samples, how long each lasts, and the box that tells a decoder what they are.</summary>
internal sealed record Track(bool IsVideo, uint Scale, uint SampleDuration, byte[] Description, IReadOnlyList<byte[]> Samples)
{
    /// <summary>Numbers (from one) of the samples that stand alone; empty when all do.</summary>
    public IReadOnlyList<uint> KeySamples { get; init; } = [];

    public uint Duration => (uint)Samples.Count * SampleDuration;

    public static Track Audio(IReadOnlyList<byte[]> frames) =>
        new(IsVideo: false, AacTones.SampleRate, AacTones.FrameSamples, AudioDescription(), frames);

    public static Track Video(IReadOnlyList<byte[]> pictures) =>
        new(IsVideo: true, 1000, 1000, VideoDescription(), pictures)
        {
            KeySamples = [.. Enumerable.Range(0, pictures.Count).Where(StillVideo.IsStill).Select(second => (uint)second + 1)],
        };

    private static byte[] AudioDescription()
    {
        byte[] decoder =
        [
            0x04, 17, 0x40, 0x15, 0, 0, 0, .. U32(12000, 12000),
            0x05, 2, .. AacTones.Configuration,
        ];
        byte[] stream = [0x03, (byte)(3 + decoder.Length + 3), 0, 1, 0, .. decoder, 0x06, 1, 2];
        return Box(
            "mp4a", U16(0, 0, 0, 1), U32(0, 0), U16(1, 16, 0, 0), U32((uint)AacTones.SampleRate << 16),
            FullBox("esds", 0, stream));
    }

    private static byte[] VideoDescription()
    {
        var sequence = StillVideo.SequenceParameters();
        var picture = StillVideo.PictureParameters();
        byte[] configuration =
        [
            1, 66, 0xC0, 13, 0xFF, 0xE1, .. U16((ushort)sequence.Length), .. sequence,
            1, .. U16((ushort)picture.Length), .. picture,
        ];
        return Box(
            "avc1", U16(0, 0, 0, 1), U32(0, 0, 0, 0), U16(StillVideo.Width, StillVideo.Height),
            U32(0x480000, 0x480000, 0), U16(1), new byte[32], U16(0x18, 0xFFFF), Box("avcC", configuration));
    }
}
