using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Reconvene.Server.Platform.Files;

namespace Reconvene.Server.Recordings.Download;

/// <summary>
/// A file on its way in: written, hashed and made durable piece by piece. Writing and hashing of one piece go on while the
/// next one comes. What a mark covers is on the disk whatever happens next.
/// </summary>
internal sealed class PartialFile : IAsyncDisposable
{
    private const int Refused = 22;

    private readonly FileStream _stream;
    private readonly PieceBuffers _buffers;
    private readonly FileSync _sync;
    private SafeFileHandle? _direct;
    private IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private Task _underWay = Task.CompletedTask;
    private int _underWayBytes;
    private long _roomUntil;

    private PartialFile(FileStream stream, PieceBuffers buffers, FileSync sync)
    {
        _stream = stream;
        _buffers = buffers;
        _sync = sync;
        Bytes = stream.Length;
    }

    /// <summary>How much is written; not yet the piece that is under way.</summary>
    public long Bytes { get; private set; }

    /// <summary>Whether the room for the rest of it is taken.</summary>
    public bool HasRoom => _roomUntil > 0;

    private SafeFileHandle File => _stream.SafeFileHandle;

    /// <summary>Opens what is there, cut back to what is known to be good.</summary>
    public static PartialFile Open(string path, long goodBytes, PieceBuffers buffers, FileSync sync)
    {
        var options = DataFolder.OwnFile(FileMode.OpenOrCreate);
        options.BufferSize = 0;
        var stream = new FileStream(path, options);
        try
        {
            // Also gives back what room a run before took and never used.
            stream.SetLength(Math.Min(stream.Length, goodBytes));
            return new PartialFile(stream, buffers, sync);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Takes room on the disk for all of it, at once: a disk that has none says so now, and not at the end.</summary>
    public void TakeRoom(long wholeBytes) =>
        _roomUntil = DirectFile.TakeRoom(File, Bytes, wholeBytes - Bytes) ? wholeBytes : 0;

    /// <summary>Forgets everything.</summary>
    public async Task StartAnewAsync()
    {
        await SettleAsync();
        CutTo(0);
    }

    /// <summary>Reads the first bytes back from the disk into the hash; what follows is cut off.</summary>
    public async Task RehashAsync(long bytes, CancellationToken cancellation)
    {
        await SettleAsync();
        CutTo(bytes);
        using var one = _buffers.Take();
        using var other = _buffers.Take();
        var (now, next) = (one.Memory, other.Memory);
        var hashing = Task.CompletedTask;
        try
        {
            for (var at = 0L; at < bytes;)
            {
                cancellation.ThrowIfCancellationRequested();
                var read = await RandomAccess.ReadAsync(File, now[..(int)Math.Min(now.Length, bytes - at)], at, cancellation);
                if (read is 0)
                {
                    throw new EndOfStreamException($"The file ends after {at} of {bytes} bytes.");
                }

                await hashing;
                var came = now[..read];
                hashing = Task.Run(() => _hash.AppendData(came.Span), CancellationToken.None);
                (now, next) = (next, now);
                at += read;
            }
        }
        finally
        {
            await hashing;
        }
    }

    /// <summary>The last bytes before <paramref name="end"/>, to be compared with what is sent again.</summary>
    public async Task<byte[]> TailAsync(long start, long end, CancellationToken cancellation)
    {
        var tail = new byte[end - start];
        for (var at = 0; at < tail.Length;)
        {
            var read = await RandomAccess.ReadAsync(File, tail.AsMemory(at), start + at, cancellation);
            at += read is 0 ? throw new EndOfStreamException($"The file ends before byte {end}.") : read;
        }

        return tail;
    }

    /// <summary>
    /// Begins to write and hash a piece, once the one before is done: of two buffers in turn, the other one is free again
    /// when this returns.
    /// </summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> piece)
    {
        await SettleAsync();
        if (piece.IsEmpty)
        {
            return;
        }

        var at = Bytes;
        _underWayBytes = piece.Length;
        _underWay = Task.WhenAll(
            Task.Run(() => Write(piece.Span, at)),
            Task.Run(() => _hash.AppendData(piece.Span)));
    }

    /// <summary>Waits until all that was given is written.</summary>
    public async Task SettleAsync()
    {
        var (underWay, bytes) = (_underWay, _underWayBytes);
        (_underWay, _underWayBytes) = (Task.CompletedTask, 0);
        await underWay;
        Bytes += bytes;
    }

    /// <summary>What was written until now is on the disk (fsync). May run beside further writing.</summary>
    public void Flush() => _sync.Flush(File);

    public string Sha256() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <summary>Gives back the room that was taken and not used. How much is good stays as the record says.</summary>
    public async ValueTask DisposeAsync()
    {
        await _underWay.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_roomUntil > Bytes)
        {
            _stream.SetLength(_stream.Length);
        }

        _hash.Dispose();
        _direct?.Dispose();
        await _stream.DisposeAsync();
    }

    private void Write(ReadOnlySpan<byte> piece, long at)
    {
        var whole = at % PieceBuffers.Alignment is 0 ? piece.Length / PieceBuffers.Alignment * PieceBuffers.Alignment : 0;
        if (whole > 0 && TryWriteDirect(piece[..whole], at))
        {
            piece = piece[whole..];
            at += whole;
        }

        RandomAccess.Write(File, piece, at);
    }

    private bool TryWriteDirect(ReadOnlySpan<byte> piece, long at)
    {
        _direct ??= DirectFile.Open(_stream.Name) ?? new SafeFileHandle();
        if (_direct.IsInvalid)
        {
            return false;
        }

        try
        {
            RandomAccess.Write(_direct, piece, at);
            return true;
        }
        catch (IOException error) when (error.HResult is Refused)
        {
            // The file system takes such files only in other measures than ours, or not at all.
            _direct.Dispose();
            _direct = new SafeFileHandle();
            return false;
        }
    }

    private void CutTo(long bytes)
    {
        // What room was taken goes with the cut.
        _roomUntil = 0;
        _stream.SetLength(bytes);
        Bytes = bytes;
        _hash.Dispose();
        _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    }
}
