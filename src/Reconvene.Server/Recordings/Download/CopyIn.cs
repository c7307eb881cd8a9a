using Reconvene.Server.Platform;
using Reconvene.Zoom;
using Reconvene.Zoom.Downloads;

namespace Reconvene.Server.Recordings.Download;

/// <summary>
/// Copies what comes onto the disk. Three things go on at once: a piece is received, the one before is written and
/// hashed, and what was written before that is flushed and marked. A mark covers only what was flushed.
/// </summary>
internal sealed class CopyIn(
    Incoming coming, KeepFile keep, DiskReserve reserve, PieceBuffers buffers, Func<long, CancellationToken, Task> marked)
{
    /// <summary>So far may writing be ahead of the last mark, and no byte further.</summary>
    public const long MostUnmarkedBytes = 16L << 20;

    /// <summary>So much is written before the next flush begins.</summary>
    private const long FlushEveryBytes = 6L << 20;

    private readonly PartialFile _partial = coming.Partial;
    private Task<Failure?> _flush = Task.FromResult<Failure?>(null);
    private long _flushedFrom = coming.Partial.Bytes;
    private long _markedBytes = coming.Partial.Bytes;

    /// <summary>Null when all came; else the disk is too full to go on.</summary>
    public async Task<Failure?> RunAsync(CancellationToken cancellation)
    {
        TakeRoom();
        using var one = buffers.Take();
        using var other = buffers.Take();
        try
        {
            return await CopyAsync(one.Memory, other.Memory, cancellation);
        }
        finally
        {
            // Neither may still be at work when the buffers and the file are given back.
            await Task.WhenAll(_flush, _partial.SettleAsync()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void TakeRoom()
    {
        if (coming.File.ListedBytes is not { } whole)
        {
            return;
        }

        _partial.TakeRoom(whole);
        coming.Room.Left(_partial.HasRoom ? 0 : whole - _partial.Bytes);
    }

    private async Task<Failure?> CopyAsync(Memory<byte> now, Memory<byte> next, CancellationToken cancellation)
    {
        while (true)
        {
            var (came, broken) = await FillAsync(now, cancellation);
            await _partial.WriteAsync(now[..came]);
            if (broken is not null || came < now.Length)
            {
                await _partial.SettleAsync();
                var full = await _flush;
                return broken is null ? full : throw new DownloadBrokenException(broken);
            }

            if (await MarkAsync(came, cancellation) is { } noRoom)
            {
                return noRoom;
            }

            (now, next) = (next, now);
        }
    }

    /// <summary>Fills the piece to its end; less came when the file ends there, or its connection did.</summary>
    private async Task<(int Came, ZoomFailure? Broken)> FillAsync(Memory<byte> piece, CancellationToken cancellation)
    {
        var came = 0;
        try
        {
            while (came < piece.Length)
            {
                var read = await coming.Opened.Content.ReadAsync(piece[came..], cancellation);
                if (read is 0)
                {
                    break;
                }

                came += read;
            }

            return (came, null);
        }
        catch (DownloadBrokenException broken)
        {
            return (came, broken.Failure);
        }
    }

    /// <summary>Begins a flush when it is time for one; waits for it only when writing would come too far ahead of it.</summary>
    private async Task<Failure?> MarkAsync(int underWay, CancellationToken cancellation)
    {
        while (_flush.IsCompleted || IsTooFar(underWay))
        {
            if (await _flush is { } full)
            {
                return full;
            }

            if (!IsTooFar(underWay) && !IsTime)
            {
                return null;
            }

            _flushedFrom = _partial.Bytes;
            _flush = Task.Run(() => FlushAsync(_flushedFrom, cancellation), CancellationToken.None);
        }

        return null;
    }

    private bool IsTooFar(int underWay) =>
        _partial.Bytes + underWay + PieceBuffers.PieceBytes > Interlocked.Read(ref _markedBytes) + MostUnmarkedBytes;

    /// <summary>What is left of the file needs no mark when it may be fetched again as a whole.</summary>
    private bool IsTime =>
        _partial.Bytes - _flushedFrom >= FlushEveryBytes
        && !(coming.File.ListedBytes - Interlocked.Read(ref _markedBytes) <= MostUnmarkedBytes);

    private async Task<Failure?> FlushAsync(long bytes, CancellationToken cancellation)
    {
        _partial.Flush();

        // The word of a mark goes first: a process that ends between the two has made progress, and is no crash loop.
        await marked(bytes, cancellation);
        await keep.MarkAsync(coming.File, bytes, coming.Opened.ETag, cancellation);
        Interlocked.Exchange(ref _markedBytes, bytes);
        if (_partial.HasRoom)
        {
            return null;
        }

        coming.Room.Left((coming.File.ListedBytes ?? 0) - bytes);
        return reserve.Refuse(0);
    }
}
