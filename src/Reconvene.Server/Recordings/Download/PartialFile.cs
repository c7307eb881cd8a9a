using System.Security.Cryptography;
using Reconvene.Server.Platform.Files;

namespace Reconvene.Server.Recordings.Download;

/// <summary>
/// A file on its way in: written, hashed and made durable piece by piece. What a mark covers is on the disk whatever
/// happens next.
/// </summary>
internal sealed class PartialFile : IAsyncDisposable
{
    private const int BufferBytes = 128 * 1024;

    private readonly FileStream _stream;
    private IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private PartialFile(FileStream stream) => _stream = stream;

    public long Bytes => _stream.Position;

    /// <summary>Opens what is there, cut back to what is known to be good.</summary>
    public static PartialFile Open(string path, long goodBytes)
    {
        var options = DataFolder.OwnFile(FileMode.OpenOrCreate);
        options.BufferSize = 0;
        var stream = new FileStream(path, options);
        stream.SetLength(Math.Min(stream.Length, goodBytes));
        stream.Position = stream.Length;
        return new PartialFile(stream);
    }

    /// <summary>Forgets everything.</summary>
    public void StartAnew() => CutTo(0);

    /// <summary>Reads the first bytes back from the disk into the hash; what follows is cut off.</summary>
    public async Task RehashAsync(long bytes, CancellationToken cancellation)
    {
        CutTo(bytes);
        _stream.Position = 0;
        var buffer = new byte[BufferBytes];
        while (_stream.Position < bytes)
        {
            var wanted = (int)Math.Min(buffer.Length, bytes - _stream.Position);
            var read = await _stream.ReadAsync(buffer.AsMemory(0, wanted), cancellation);
            _hash.AppendData(buffer, 0, read);
        }
    }

    /// <summary>The last bytes before <paramref name="end"/>, to be compared with what is sent again.</summary>
    public async Task<byte[]> TailAsync(long start, long end, CancellationToken cancellation)
    {
        var tail = new byte[end - start];
        _stream.Position = start;
        await _stream.ReadExactlyAsync(tail, cancellation);
        _stream.Position = _stream.Length;
        return tail;
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        await _stream.WriteAsync(bytes, cancellation);
        _hash.AppendData(bytes.Span);
    }

    /// <summary>Until here it is on the disk (fsync).</summary>
    public void Flush() => _stream.Flush(flushToDisk: true);

    public string Sha256() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public async ValueTask DisposeAsync()
    {
        _hash.Dispose();
        await _stream.DisposeAsync();
    }

    private void CutTo(long bytes)
    {
        _stream.SetLength(bytes);
        _stream.Position = bytes;
        _hash.Dispose();
        _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    }
}
