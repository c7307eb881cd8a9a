using System.Buffers;

namespace Reconvene.Zoom.Calls;

/// <summary>
/// An answer's bytes, up to a limit, in a buffer that is lent: nothing of them may be kept once this is disposed. The buffer
/// is wiped, for there may be tokens in it.
/// </summary>
internal sealed class Body : IDisposable
{
    /// <summary>The most that a page of a listing may weigh; real ones stay below a few MiB.</summary>
    public const int Largest = 32 * 1024 * 1024;

    /// <summary>The most of an error that is worth reading.</summary>
    public const int LargestError = 64 * 1024;

    private const int FirstBytes = 64 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBytes);
    private int _length;

    private Body()
    {
    }

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    /// <summary>More bytes were to come.</summary>
    public bool IsTooLarge { get; private set; }

    public static async Task<Body> ReadAsync(HttpContent content, int limit, CancellationToken cancellation)
    {
        var body = new Body();
        try
        {
            await using var stream = await content.ReadAsStreamAsync(cancellation);
            await body.FillAsync(stream, limit, cancellation);
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Return(_buffer, _length);
        (_buffer, _length) = ([], 0);
    }

    private static void Return(byte[] buffer, int used)
    {
        if (buffer.Length > 0)
        {
            buffer.AsSpan(0, used).Clear();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task FillAsync(Stream stream, int limit, CancellationToken cancellation)
    {
        while (true)
        {
            if (_length == _buffer.Length)
            {
                Grow();
            }

            var read = await stream.ReadAsync(_buffer.AsMemory(_length), cancellation);
            if (read == 0)
            {
                return;
            }

            _length += read;
            if (_length > limit)
            {
                _buffer.AsSpan(limit, _length - limit).Clear();
                (_length, IsTooLarge) = (limit, true);
                return;
            }
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        Bytes.CopyTo(larger);
        Return(_buffer, _length);
        _buffer = larger;
    }
}
