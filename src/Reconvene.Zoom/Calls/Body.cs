using System.Buffers;

namespace Reconvene.Zoom.Calls;

/// <summary>Reads an answer's bytes up to a limit.</summary>
internal static class Body
{
    /// <summary>The most that a page of a listing may weigh; real ones stay below a few MiB.</summary>
    public const int Largest = 32 * 1024 * 1024;

    /// <summary>The most of an error that is worth reading.</summary>
    public const int LargestError = 64 * 1024;

    private const int Step = 16 * 1024;

    /// <summary>Gives the bytes, and whether more were to come.</summary>
    public static async Task<(ReadOnlyMemory<byte> Bytes, bool TooLarge)> ReadAsync(
        HttpContent content, int limit, CancellationToken cancellation)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        var buffer = new ArrayBufferWriter<byte>();
        while (true)
        {
            var read = await stream.ReadAsync(buffer.GetMemory(Step), cancellation);
            if (read == 0)
            {
                return (buffer.WrittenMemory, false);
            }

            buffer.Advance(read);
            if (buffer.WrittenCount > limit)
            {
                return (buffer.WrittenMemory[..limit], true);
            }
        }
    }
}
