namespace Reconvene.Zoom.Downloads;

/// <summary>Ends a wait in which nothing arrives. Once it fired, the connection is given up.</summary>
internal sealed class StallWatch : IDisposable
{
    private readonly CancellationTokenSource _stalled = new();
    private readonly TimeSpan _limit;
    private readonly ITimer _timer;

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
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _stalled.Token);
        _timer.Change(_limit, Timeout.InfiniteTimeSpan);
        try
        {
            return await wait(either.Token);
        }
        finally
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _stalled.Dispose();
    }
}
