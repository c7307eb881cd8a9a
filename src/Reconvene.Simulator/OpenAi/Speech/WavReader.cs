using System.Buffers.Binary;

namespace Reconvene.Simulator.OpenAi.Speech;

/// <summary>Reads RIFF WAVE with samples of 16 bits, of any rate and number of channels; other forms are for ffmpeg.</summary>
internal static class WavReader
{
    private const int Head = 12;
    private const int ChunkHead = 8;
    private const ushort Pcm = 1;
    private const ushort Extensible = 0xFFFE;

    public static Sound? Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < Head || !file[..4].SequenceEqual("RIFF"u8) || !file[8..12].SequenceEqual("WAVE"u8))
        {
            return null;
        }

        ReadOnlySpan<byte> format = default;
        for (var rest = file[Head..]; rest.Length >= ChunkHead;)
        {
            // A writer that could not go back leaves the length 0 or as large as can be: then it is what there is.
            var length = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            var body = rest[ChunkHead..];
            var isData = rest[..4].SequenceEqual("data"u8);
            var size = (int)Math.Min(isData && length is 0 ? uint.MaxValue : length, (uint)body.Length);
            if (isData)
            {
                return Samples(format, body[..size]);
            }

            format = rest[..4].SequenceEqual("fmt "u8) ? body[..size] : format;
            rest = body[Math.Min(body.Length, size + (size % 2))..];
        }

        return null;
    }

    private static Sound? Samples(ReadOnlySpan<byte> format, ReadOnlySpan<byte> data)
    {
        if (format.Length < 16)
        {
            return null;
        }

        var kind = BinaryPrimitives.ReadUInt16LittleEndian(format);
        kind = kind == Extensible && format.Length >= 26 ? BinaryPrimitives.ReadUInt16LittleEndian(format[24..]) : kind;
        var channels = BinaryPrimitives.ReadUInt16LittleEndian(format[2..]);
        var rate = BinaryPrimitives.ReadInt32LittleEndian(format[4..]);
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(format[14..]);
        if (kind != Pcm || bits != 16 || channels == 0 || rate <= 0)
        {
            return null;
        }

        var samples = new float[data.Length / (2 * channels)];
        for (var i = 0; i < samples.Length; i++)
        {
            var sum = 0;
            for (var channel = 0; channel < channels; channel++)
            {
                sum += BinaryPrimitives.ReadInt16LittleEndian(data[(2 * ((i * channels) + channel))..]);
            }

            samples[i] = sum / (32768f * channels);
        }

        return new Sound(samples, rate);
    }
}
