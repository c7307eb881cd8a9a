namespace Reconvene.Server.Tests.Connections.Rates;

/// <summary>
/// A clock that goes from timer to timer as soon as everyone waits for one, so that minutes of waiting pass in no time
/// and no caller is ever late unless the test says so.
/// </summary>
internal sealed class DrivenTime : TimeProvider
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly List<DrivenTimer> _timers = [];
    private readonly OneThread _scheduler = new();
    private int _elsewhere;
    private DateTimeOffset _now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new DrivenTimer(this, () => callback(state), dueTime);

    /// <summary>Runs until it has ended, going on to the next timer whenever nothing else is left to do.</summary>
    /// <param name="body">What to run.</param>
    /// <param name="late">How much later than its timer each step wakes.</param>
    public void Drive(Func<Task> body, Func<TimeSpan>? late = null)
    {
        // The runner's own context would take what follows an await elsewhere.
        SynchronizationContext.SetSynchronizationContext(null);
        var all = Task.Factory.StartNew(body, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _scheduler).Unwrap();
        while (!all.IsCompleted)
        {
            // What comes back from elsewhere is queued here, so that waiting for the queue is waiting for it.
            var isElsewhere = Volatile.Read(ref _elsewhere) > 0;
            if (_scheduler.RunNext(isElsewhere ? Patience : TimeSpan.Zero))
            {
                continue;
            }

            if (isElsewhere)
            {
                throw new TimeoutException($"What waits for the world has waited {Patience} for it.");
            }

            Next(late?.Invoke() ?? TimeSpan.Zero)();
        }

        all.GetAwaiter().GetResult();
    }

    /// <summary>
    /// Something that waits for the world and not for the clock, such as a database: time stands still for it. To be called
    /// by what is driven.
    /// </summary>
    public async Task<T> ElsewhereAsync<T>(Func<Task<T>> what)
    {
        Interlocked.Increment(ref _elsewhere);
        try
        {
            return await Task.Run(what);
        }
        finally
        {
            Interlocked.Decrement(ref _elsewhere);
        }
    }

    private Action Next(TimeSpan late)
    {
        lock (_lock)
        {
            var next = _timers.MinBy(timer => timer.DueAt)
                ?? throw new InvalidOperationException("Nobody waits for a timer, and nothing is left to do.");
            _timers.Remove(next);
            _now = next.DueAt + late > _now ? next.DueAt + late : _now;
            return next.Fire;
        }
    }

    private sealed class OneThread : TaskScheduler
    {
        private readonly Queue<Task> _tasks = new();

        /// <summary>False when nothing was queued for so long.</summary>
        public bool RunNext(TimeSpan wait)
        {
            Task next;
            lock (_tasks)
            {
                if (_tasks.Count is 0 && (wait == TimeSpan.Zero || !Monitor.Wait(_tasks, wait)))
                {
                    return false;
                }

                next = _tasks.Dequeue();
            }

            TryExecuteTask(next);
            return true;
        }

        protected override void QueueTask(Task task)
        {
            lock (_tasks)
            {
                _tasks.Enqueue(task);
                Monitor.Pulse(_tasks);
            }
        }

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

        protected override IEnumerable<Task> GetScheduledTasks()
        {
            lock (_tasks)
            {
                return [.. _tasks];
            }
        }
    }

    private sealed class DrivenTimer : ITimer
    {
        private readonly DrivenTime _time;

        public DrivenTimer(DrivenTime time, Action fire, TimeSpan dueTime)
        {
            (_time, Fire) = (time, fire);
            Change(dueTime, Timeout.InfiniteTimeSpan);
        }

        public Action Fire { get; }

        public DateTimeOffset DueAt { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_time._lock)
            {
                _time._timers.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    DueAt = _time._now + dueTime;
                    _time._timers.Add(this);
                }
            }

            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
