using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Reconvene.Simulator.OpenAi.Http;

namespace Reconvene.Simulator.OpenAi.Speech;

/// <summary>Lets ffmpeg, where it is installed, turn any other file into plain samples.</summary>
internal static class FfmpegDecoder
{
    private const int Rate = 16_000;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>Null when it cannot be read.</summary>
    public static async Task<Sound?> ReadAsync(string program, byte[] file, CancellationToken cancellation)
    {
        // A file and not a pipe: what tells how to read an MP4 may stand at its end.
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, file, cancellation);
            return await RunAsync(program, path, cancellation);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<Sound?> RunAsync(string program, string path, CancellationToken cancellation)
    {
        using var process = Start(program, path);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        try
        {
            using var output = new MemoryStream();
            await process.StandardOutput.BaseStream.CopyToAsync(output, limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0 && output.Length > 0 ? SoundOf(output.GetBuffer().AsSpan(0, (int)output.Length)) : null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private static Process Start(string program, string path)
    {
        string[] arguments =
        [
            "-nostdin", "-hide_banner", "-loglevel", "quiet", "-protocol_whitelist", "file", "-i", path,
            "-vn", "-f", "s16le", "-ac", "1", "-ar", Rate.ToString(CultureInfo.InvariantCulture), "pipe:1",
        ];
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        }
        catch (Win32Exception)
        {
            throw new RefusedException(OpenAiError.Wrong(
                "file", "This simulator reads WAV with 16 bits by itself; for other audio files install ffmpeg where it runs.", code: null));
        }
    }

    private static Sound SoundOf(ReadOnlySpan<byte> bytes)
    {
        var samples = new float[bytes.Length / 2];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = BinaryPrimitives.ReadInt16LittleEndian(bytes[(2 * i)..]) / 32768f;
        }

        return new Sound(samples, Rate);
    }
}
