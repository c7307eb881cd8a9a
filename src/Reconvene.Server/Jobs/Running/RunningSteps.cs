using System.Collections.Concurrent;

namespace Reconvene.Server.Jobs.Running;

/// <summary>The runs of this process: whom a cancellation reaches, and what a stop waits for.</summary>
internal sealed class RunningSteps(JobChanges changes)
{
    private readonly ConcurrentDictionary<Run, byte> _runs = new();
    private volatile bool _stopping;

    public bool IsEmpty => _runs.IsEmpty;

    public bool IsStopping => _stopping;

    public IReadOnlyCollection<JobId> Jobs => [.. _runs.Keys.Select(run => run.Job).Distinct()];

    /// <summary>Begins a run; its token is cancelled by <see cref="Cancel"/>, <see cref="StopAll"/> and the given one.</summary>
    public Run Begin(JobId job, CancellationToken cancellation)
    {
#pragma warning disable CA2000 // The run owns it, and the caller disposes the run.
        var run = new Run(job, CancellationTokenSource.CreateLinkedTokenSource(cancellation), End);
#pragma warning restore CA2000
        _runs[run] = 0;
        if (_stopping)
        {
            run.Stop();
        }

        return run;
    }

    public void Cancel(JobId job)
    {
        foreach (var run in _runs.Keys.Where(run => run.Job == job))
        {
            run.Stop();
        }
    }

    /// <summary>The server stops: every run now and from now on is cancelled.</summary>
    public void StopAll()
    {
        _stopping = true;
        foreach (var run in _runs.Keys)
        {
            run.Stop();
        }
    }

    private void End(Run run)
    {
        _runs.TryRemove(run, out _);
        changes.Tell(run.Job);
    }

    internal sealed class Run(JobId job, CancellationTokenSource source, Action<Run> end) : IDisposable
    {
        private readonly Lock _lock = new();
        private bool _ended;

        public JobId Job { get; } = job;

        public CancellationToken Token { get; } = source.Token;

        public void Stop()
        {
            lock (_lock)
            {
                if (!_ended)
                {
                    source.Cancel();
                }
            }
        }

        public void Dispose()
        {
            lock (_lock)
            {
                if (_ended)
                {
                    return;
                }

                _ended = true;
                source.Dispose();
            }

            end(this);
        }
    }
}
