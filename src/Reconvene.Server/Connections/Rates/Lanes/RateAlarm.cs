namespace Reconvene.Server.Connections.Rates.Lanes;

/// <summary>Waits for a moment of the clock that never jumps, or until what it waits for is no longer so.</summary>
internal sealed class RateAlarm(TimeProvider time)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _wake;

    /// <summary>Who waits looks again whether it still has to. To be called after what it looks at has changed.</summary>
    public void Ring()
    {
        lock (_lock)
        {
            _wake?.TrySetResult();
        }
    }

    public async Task UntilAsync(TimeSpan moment, Func<bool> isOver)
    {
        while (moment - time.GetElapsedTime(startingTimestamp: 0) is { Ticks: > 0 } wait)
        {
            // Timers count whole milliseconds and round down.
            var delay = TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
            var due = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var timer = time.CreateTimer(_ => due.TrySetResult(), state: null, delay, Timeout.InfiniteTimeSpan);
            lock (_lock)
            {
                if (isOver())
                {
                    return;
                }

                _wake = due;
            }

            await due.Task;
        }
    }
}
