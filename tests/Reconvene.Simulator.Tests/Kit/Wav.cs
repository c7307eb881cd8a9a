using System.Buffers.Binary;

namespace Reconvene.Simulator.Tests.Kit;

/// <summary>WAV files of tones and silences.</summary>
internal static class Wav
{
    /// <summary>So many seconds of each pitch, one after the other; a pitch of 0 is silence.</summary>
    public static byte[] Of(int rate, params (double Seconds, double Hz)[] parts) => Of(rate, 1, parts);

    public static byte[] Of(int rate, int channels, params (double Seconds, double Hz)[] parts)
    {
        var samples = parts.SelectMany(part => Enumerable.Range(0, (int)Math.Round(part.Seconds * rate))
            .Select(i => (short)(part.Hz is 0 ? 0 : 8000 * Math.Sin(2 * Math.PI * part.Hz * i / rate)))).ToArray();
        return Of(samples, rate, channels);
    }

    public static byte[] Of(IReadOnlyList<short> samples, int rate, int channels = 1)
    {
        var file = new byte[44 + (2 * samples.Count * channels)];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        "WAVEfmt "u8.CopyTo(file.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(22), (short)channels);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), rate);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(28), rate * 2 * channels);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(32), (short)(2 * channels));
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(34), 16);
        "data"u8.CopyTo(file.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), file.Length - 44);
        for (var i = 0; i < samples.Count * channels; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(44 + (2 * i)), samples[i / channels]);
        }

        return file;
    }
}
