using System.Text;
using static Reconvene.Simulator.Zoom.Media.Boxes;

namespace Reconvene.Simulator.Zoom.Media;

/// <summary>Puts tracks into one file with the index first, so that a player may start before the end has arrived.</summary>
internal static class Mp4File
{
    private const uint MovieScale = 1000;
    private static readonly uint[] Matrix = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000];

    public static byte[] Of(string brand, IReadOnlyList<Track> tracks)
    {
        var head = Box("ftyp", Encoding.ASCII.GetBytes(brand), U32(0x200), Encoding.ASCII.GetBytes(brand + "isommp42"));

        // The index holds offsets that depend on its own length; the length does not depend on the offsets.
        var indexLength = Index(tracks, new uint[tracks.Count]).Length;
        var offsets = new uint[tracks.Count];
        var at = (uint)(head.Length + indexLength + 8);
        for (var i = 0; i < tracks.Count; i++)
        {
            offsets[i] = at;
            at += (uint)tracks[i].Samples.Sum(sample => sample.Length);
        }

        return Join(head, Index(tracks, offsets), Box("mdat", [.. tracks.SelectMany(track => track.Samples)]));
    }

    private static byte[] Index(IReadOnlyList<Track> tracks, uint[] offsets)
    {
        var duration = tracks.Max(InMovieScale);
        var header = FullBox(
            "mvhd", 0, U32(0, 0, MovieScale, duration, 0x10000), U16(0x100, 0), U32(0, 0), U32(Matrix),
            U32(0, 0, 0, 0, 0, 0), U32((uint)tracks.Count + 1));
        return Box("moov", [header, .. tracks.Select((track, i) => TrackBox(track, (uint)i + 1, offsets[i]))]);
    }

    private static uint InMovieScale(Track track) => (uint)((ulong)track.Duration * MovieScale / track.Scale);

    private static byte[] TrackBox(Track track, uint id, uint offset)
    {
        var volume = track.IsVideo ? (ushort)0 : (ushort)0x100;
        var (width, height) = track.IsVideo ? (StillVideo.Width, StillVideo.Height) : (0, 0);
        var header = FullBox(
            "tkhd", 3, U32(0, 0, id, 0, InMovieScale(track), 0, 0), U16(0, 0, volume, 0), U32(Matrix),
            U32((uint)width << 16, (uint)height << 16));
        var media = Box(
            "mdia",
            FullBox("mdhd", 0, U32(0, 0, track.Scale, track.Duration), U16(0x55C4, 0)),
            FullBox("hdlr", 0, U32(0), Encoding.ASCII.GetBytes(track.IsVideo ? "vide" : "soun"), U32(0, 0, 0), [0]),
            Box("minf", MediaHeader(track), DataReference(), SampleTable(track, offset)));
        return Box("trak", header, media);
    }

    private static byte[] MediaHeader(Track track) =>
        track.IsVideo ? FullBox("vmhd", 1, U32(0, 0)) : FullBox("smhd", 0, U32(0));

    private static byte[] DataReference() => Box("dinf", FullBox("dref", 0, U32(1), FullBox("url ", 1)));

    private static byte[] SampleTable(Track track, uint offset)
    {
        var count = (uint)track.Samples.Count;
        var sizes = track.Samples.Select(sample => (uint)sample.Length).ToArray();
        byte[][] keys = track.KeySamples.Count == 0
            ? []
            : [FullBox("stss", 0, U32((uint)track.KeySamples.Count), U32([.. track.KeySamples]))];
        return Box(
            "stbl",
            [
                FullBox("stsd", 0, U32(1), track.Description),
                FullBox("stts", 0, U32(1, count, track.SampleDuration)),
                .. keys,
                FullBox("stsc", 0, U32(1, 1, count, 1)),
                FullBox("stsz", 0, U32(0, count), U32(sizes)),
                FullBox("stco", 0, U32(1, offset)),
            ]);
    }
}
