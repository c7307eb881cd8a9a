namespace Reconvene.Zoom.Tests.Kit;

/// <summary>A clock that the test moves; timers ring when it passes them.</summary>
internal sealed class SteppedTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Alarm> _alarms = [];
    private TaskCompletionSource _armed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset _now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    public void Advance(TimeSpan by)
    {
        List<Alarm> due;
        lock (_gate)
        {
            _now += by;
            due = [.. _alarms.Where(alarm => alarm.DueAt <= _now)];
            due.ForEach(alarm => _alarms.Remove(alarm));
        }

        due.ForEach(static alarm => alarm.Ring());
    }

    /// <summary>Waits until something waits for this clock to move.</summary>
    public async Task UntilArmedAsync()
    {
        Task armed;
        lock (_gate)
        {
            if (_alarms.Count > 0)
            {
                return;
            }

            _armed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            armed = _armed.Task;
        }

        await armed.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private sealed class Alarm(SteppedTime clock, Action ring) : ITimer
    {
        public DateTimeOffset DueAt { get; private set; }

        public void Ring() => ring();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                clock._alarms.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                {
                    return true;
                }

                DueAt = clock._now + dueTime;
                clock._alarms.Add(this);
                clock._armed.TrySetResult();
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock._gate)
            {
                clock._alarms.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
