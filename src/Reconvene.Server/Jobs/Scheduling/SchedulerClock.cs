namespace Reconvene.Server.Jobs.Scheduling;

/// <summary>
/// The server's clock with real timers. The scheduler is given only what is due, so what it waits for by itself is
/// housekeeping (check-ins, another look at its store): a clock that a test holds still must not hold that.
/// </summary>
internal sealed class SchedulerClock(TimeProvider time) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    public override long GetTimestamp() => System.GetTimestamp();

    public override long TimestampFrequency => System.TimestampFrequency;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime, period);
}
