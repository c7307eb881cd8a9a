namespace Reconvene.Simulator.Zoom;

/// <summary>The given clock plus what the control API has added to it.</summary>
internal sealed class SimulatorClock(TimeProvider origin) : TimeProvider
{
    private long _offsetTicks;

    public override TimeZoneInfo LocalTimeZone => origin.LocalTimeZone;

    public override long TimestampFrequency => origin.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => origin.GetUtcNow().AddTicks(Interlocked.Read(ref _offsetTicks));

    public override long GetTimestamp() => origin.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        origin.CreateTimer(callback, state, dueTime, period);

    public void Add(TimeSpan time) => Interlocked.Add(ref _offsetTicks, time.Ticks);
}
