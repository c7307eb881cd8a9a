namespace Reconvene.Demo;

/// <summary>
/// The simulated world's clock. It stands at the moment of the first run until the demo's meeting has been held, so that
/// each run holds the very same meeting; then it goes on from there.
/// </summary>
internal sealed class DemoClock(DateTimeOffset start, TimeProvider real) : TimeProvider
{
    private long _startedTimestamp = -1;

    public override long TimestampFrequency => real.TimestampFrequency;

    public override DateTimeOffset GetUtcNow()
    {
        var started = Interlocked.Read(ref _startedTimestamp);
        return started < 0 ? start : start + real.GetElapsedTime(started);
    }

    public override long GetTimestamp() => real.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        real.CreateTimer(callback, state, dueTime, period);

    public void Run() => Interlocked.CompareExchange(ref _startedTimestamp, real.GetTimestamp(), -1);
}
