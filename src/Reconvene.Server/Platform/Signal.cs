namespace Reconvene.Server.Platform;

/// <summary>Wakes one waiting loop. Given while the loop is at work, it makes the next wait end at once.</summary>
internal sealed class Signal(TimeProvider time)
{
    private TaskCompletionSource _given = Fresh();

    public void Give() => Volatile.Read(ref _given).TrySetResult();

    /// <summary>Until the signal is given, or the time has passed: then other nodes may have left work.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellation)
    {
        try
        {
            await Volatile.Read(ref _given).Task.WaitAsync(atMost, time, cancellation);
        }
        catch (TimeoutException)
        {
            // Nobody called; the loop looks for itself.
        }

        Interlocked.Exchange(ref _given, Fresh());
    }

    private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
