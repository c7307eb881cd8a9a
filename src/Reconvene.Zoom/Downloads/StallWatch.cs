namespace Reconvene.Zoom.Downloads;

/// <summary>Ends a wait in which nothing arrives. Once it fired, the connection is given up.</summary>
internal sealed class StallWatch : IDisposable
{
    private readonly CancellationTokenSource _stalled = new();
    private readonly TimeSpan _limit;
    private readonly ITimer _timer;
    private CancellationTokenSource? _either;
    private CancellationToken _linkedTo;

    public StallWatch(TimeSpan limit, TimeProvider time)
    {
        _limit = limit;
        _timer = time.CreateTimer(
            static state => ((CancellationTokenSource)state!).Cancel(),
            _stalled,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
    }

    /// <summary>Waits for one thing, and no longer than the limit.</summary>
    public async ValueTask<T> WaitAsync<T>(Func<CancellationToken, ValueTask<T>> wait, CancellationToken cancellation)
    {
        var either = Either(cancellation);
        _timer.Change(_limit, Timeout.InfiniteTimeSpan);
        try
        {
            return await wait(either);
        }
        finally
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Reads once, and waits no longer than the limit. A large file is read so ten thousand times: nothing is made for it.</summary>
    public async ValueTask<int> ReadAsync(Stream source, Memory<byte> buffer, CancellationToken cancellation)
    {
        var reading = source.ReadAsync(buffer, Either(cancellation));
        if (reading.IsCompletedSuccessfully)
        {
            return reading.Result;
        }

        _timer.Change(_limit, Timeout.InfiniteTimeSpan);
        try
        {
            return await reading;
        }
        finally
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _either?.Dispose();
        _stalled.Dispose();
    }

    /// <summary>Who waits brings the same token again and again: the link to it is made once.</summary>
    private CancellationToken Either(CancellationToken cancellation)
    {
        if (_either is null || _linkedTo != cancellation)
        {
            _either?.Dispose();
            _either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _stalled.Token);
            _linkedTo = cancellation;
        }

        return _either.Token;
    }
}
