using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Reconvene.Server.Jobs;

/// <summary>
/// Tells this process that a job changed: the feeder, live views, drains. A hint and never the truth: whoever is
/// told reads the row again, and whoever is not told finds out at the next poll.
/// </summary>
internal sealed class JobChanges
{
    private readonly ConcurrentDictionary<Subscription, byte> _subscriptions = new();

    /// <summary>Something about this job changed; null when it is not known which.</summary>
    public void Tell(JobId? job)
    {
        foreach (var subscription in _subscriptions.Keys)
        {
            subscription.Hear(job);
        }
    }

    /// <summary>Begins to listen; to one job only, or to all.</summary>
    public Subscription Listen(JobId? job)
    {
        var subscription = new Subscription(job, closed => _subscriptions.TryRemove(closed, out _));
        _subscriptions[subscription] = 0;
        return subscription;
    }

    internal sealed class Subscription(JobId? only, Action<Subscription> close) : IDisposable
    {
        // One waiting hint stands for any number of changes.
        private readonly Channel<bool> _hints = Channel.CreateBounded<bool>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        public void Hear(JobId? job)
        {
            if (only is null || job is null || only == job)
            {
                _hints.Writer.TryWrite(item: true);
            }
        }

        /// <summary>Returns at the next change (or one that came before), or after the wait; whichever is first.</summary>
        public async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken cancellation)
        {
            var begun = time.GetUtcNow();
            using var limit = new CancellationTokenSource(longest, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);

            // A clock that was moved between the caller's look and our timer must not cost a whole wait.
            if (time.GetUtcNow() - begun >= longest)
            {
                return;
            }

            try
            {
                await _hints.Reader.ReadAsync(either.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                // The longest wait is over.
            }
        }

        public void Dispose() => close(this);
    }
}
