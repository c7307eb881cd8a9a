using Microsoft.AspNetCore.Http;

namespace Reconvene.Simulator.Zoom.Http;

/// <summary>The way out: counts what leaves, and when told to, cuts it off or lets it drip.</summary>
internal sealed class MeteredStream(Stream inner, HttpContext context, long? cutAfter, int? bytesPerSecond) : Stream
{
    private const int DripsPerSecond = 10;

    private int _inDrip;

    public long Sent { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException("A response has no length of its own.");

    public override long Position
    {
        get => Sent;
        set => throw new NotSupportedException("A response cannot be rewound.");
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var cut = cutAfter is { } limit && Sent + buffer.Length > limit;
        var rest = cut ? buffer[..(int)(cutAfter!.Value - Sent)] : buffer;
        while (!rest.IsEmpty)
        {
            var count = Math.Min(LeftInDrip, rest.Length);
            await inner.WriteAsync(rest[..count], cancellationToken);
            Sent += count;
            _inDrip += bytesPerSecond is null ? 0 : count;
            rest = rest[count..];
            if (LeftInDrip is 0)
            {
                await WaitForNextDripAsync(cancellationToken);
            }
        }

        if (cut)
        {
            throw new ConnectionCutException();
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Answers are written asynchronously.");

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => throw new NotSupportedException("Answers are written asynchronously.");

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A response cannot be read.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A response cannot be rewound.");

    public override void SetLength(long value) => throw new NotSupportedException("A response has no length of its own.");

    private int LeftInDrip => bytesPerSecond is { } rate ? Math.Max(1, rate / DripsPerSecond) - _inDrip : int.MaxValue;

    private async Task WaitForNextDripAsync(CancellationToken cancellation)
    {
        // Speed on the wire is real time, whatever the clock of the world says.
        await inner.FlushAsync(cancellation);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, context.RequestAborted);
        await Task.Delay(TimeSpan.FromSeconds(1.0 / DripsPerSecond), TimeProvider.System, both.Token);
        _inDrip = 0;
    }
}
