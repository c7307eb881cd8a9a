using System.Buffers;

namespace Reconvene.Server.Webhooks.Intake;

/// <summary>A request's bytes exactly as they came, in a pooled buffer that grows with what has come, never ahead of it.</summary>
internal sealed class RawBody : IDisposable
{
    public const int LargestBytes = 1 << 20;

    private const int FirstBytes = 16 << 10;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBytes);
    private int _length;

    private RawBody()
    {
    }

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    /// <summary>Reads to the end; null as soon as there is more than is allowed.</summary>
    public static async Task<RawBody?> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        var body = new RawBody();
        try
        {
            if (await body.FillAsync(stream, cancellation))
            {
                return body;
            }
        }
        catch
        {
            body.Dispose();
            throw;
        }

        body.Dispose();
        return null;
    }

    public void Dispose()
    {
        // Cleared: events carry download tokens, and the next renter is anyone.
        ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
        _buffer = [];
        _length = 0;
    }

    private async Task<bool> FillAsync(Stream stream, CancellationToken cancellation)
    {
        while (true)
        {
            if (_length == _buffer.Length)
            {
                Grow();
            }

            var read = await stream.ReadAsync(_buffer.AsMemory(_length), cancellation);
            if (read is 0)
            {
                return true;
            }

            _length += read;
            if (_length > LargestBytes)
            {
                return false;
            }
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
        _buffer = larger;
    }
}
