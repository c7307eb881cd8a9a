using Reconvene.Zoom.Calls;

namespace Reconvene.Zoom.Downloads;

/// <summary>The bytes of a download, counted and watched. Owns the answer they come from.</summary>
internal sealed class DownloadStream(
    HttpResponseMessage response, Stream source, StallWatch watch, DownloadLimits limits) : Stream
{
    private ReadOnlyMemory<byte> _start;
    private long _received;
    private bool _startEnds;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException("A download is read once, from front to back.");

    public override long Position
    {
        get => limits.OffsetBytes + _received;
        set => throw new NotSupportedException("A download is read once, from front to back.");
    }

    /// <summary>Reads ahead until so many bytes or the end; they are given out again afterwards.</summary>
    public async Task<ReadOnlyMemory<byte>> PeekAsync(int count, CancellationToken cancellation)
    {
        var buffer = new byte[count];
        _start.CopyTo(buffer);
        var held = _start.Length;
        while (held < count && !_startEnds)
        {
            var read = await ReadSourceAsync(buffer.AsMemory(held), cancellation);
            held += read;
            _startEnds = read == 0;
        }

        _start = buffer.AsMemory(0, held);
        return _start;
    }

    /// <summary>Whether what was read ahead is the whole file.</summary>
    public bool PeekedAll => _startEnds;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        var read = _start.IsEmpty
            ? await ReadSourceAsync(buffer, cancellationToken)
            : TakeFromStart(buffer);
        _received += read;
        return limits.Breach(_received, ended: read == 0) is { } failure
            ? throw new DownloadBrokenException(failure)
            : read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("A download is read asynchronously: use ReadAsync.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) =>
        throw new NotSupportedException("A download is read once, from front to back.");

    public override void SetLength(long value) => throw new NotSupportedException("A download is only read.");

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("A download is only read.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source.Dispose();
            response.Dispose();
            watch.Dispose();
        }

        base.Dispose(disposing);
    }

    private int TakeFromStart(Memory<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _start.Length);
        _start[..count].CopyTo(buffer);
        _start = _start[count..];
        return count;
    }

    private async ValueTask<int> ReadSourceAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        if (_startEnds)
        {
            return 0;
        }

        try
        {
            return await watch.ReadAsync(source, buffer, cancellation);
        }
        catch (Exception cause) when (Wire.IsOutage(cause, cancellation))
        {
            throw new DownloadBrokenException(DownloadFailures.Broken(cause, limits.StallTimeout));
        }
    }
}
