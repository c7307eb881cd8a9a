using System.Threading.Channels;

namespace Reconvene.Server.Jobs.Scheduling.Cron;

/// <summary>Says that rows with a plan changed. A hint: whoever misses it finds out at the next look.</summary>
internal sealed class CronSignal
{
    private readonly Channel<bool> _raised = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Raise() => _raised.Writer.TryWrite(item: true);

    /// <summary>Returns when it was raised, or after the wait.</summary>
    public async Task WaitAsync(TimeSpan longest, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(longest);
        try
        {
            await _raised.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Time for a look without a signal.
        }
    }
}
