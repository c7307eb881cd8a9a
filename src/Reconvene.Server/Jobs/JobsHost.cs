using Microsoft.Extensions.Options;
using Reconvene.Server.Jobs.Feeding;
using Reconvene.Server.Jobs.Running;
using Reconvene.Server.Jobs.Scheduling;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Data.Integrity;

namespace Reconvene.Server.Jobs;

/// <summary>Starts the scheduler and the feeder with the server, and stops them without losing a step.</summary>
internal sealed partial class JobsHost(
    Database database,
    StepScheduler scheduler,
    NodeClaim name,
    Feeder feeder,
    Sweep sweep,
    WaitingSteps waiting,
    PostgresNotices notices,
    RunningSteps running,
    JobChanges changes,
    Damage damage,
    IOptions<JobsOptions> options,
    TimeProvider time,
    ILogger<JobsHost> logger) : IHostedLifecycleService, IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private Task _feeding = Task.CompletedTask;
    private Task _watching = Task.CompletedTask;
    private Task _listening = Task.CompletedTask;
    private Task _ending = Task.CompletedTask;
    private Task? _stopping;

    /// <summary>Done when nothing is run any more because the database is damaged, or because the server ends.</summary>
    public Task Ended => _ending;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await name.TakeAsync(cancellationToken);
        if (database.Dialect.Engine is Engine.Sqlite)
        {
            await sweep.ReturnAllAsync(cancellationToken);
        }

        await scheduler.StartAsync(cancellationToken);
        _listening = notices.RunAsync(_stop.Token);
        _feeding = RepeatAsync(FeedAsync, _stop.Token);
        _watching = RepeatAsync(WatchAsync, _stop.Token);
        _ending = EndOnDamageAsync(_stop.Token);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Before the others, and beside them: requests that take long (a film that somebody watches) are waited for too, and
    /// must not hold up the steps, which have rows to give back.
    /// </summary>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        _ = StopOnceAsync(waitsForSteps: true, CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => StopOnceAsync(waitsForSteps: true, cancellationToken);

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Nothing that a step does could be kept: what runs is told to end and not waited for, and nothing begins before the
    /// next start.
    /// </summary>
    private async Task EndOnDamageAsync(CancellationToken cancellation)
    {
        await damage.Stopped.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (damage.Stopped.IsCompleted)
        {
            await StopOnceAsync(waitsForSteps: false, CancellationToken.None);
            Log.Damaged(logger);
        }
    }

    private Task StopOnceAsync(bool waitsForSteps, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _stopping ??= StopStepsAsync(waitsForSteps, cancellationToken);
        }
    }

    private async Task StopStepsAsync(bool waitsForSteps, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Value.StopTimeout);
        await _stop.CancelAsync();
        await Task.WhenAll(_feeding, _watching, _listening);
        await scheduler.StandByAsync(CancellationToken.None);
        running.StopAll();
        try
        {
            await scheduler.StopAsync(waitsForSteps, limit.Token);
        }
        catch (OperationCanceledException)
        {
            Log.TooSlow(logger, options.Value.StopTimeout);
        }
    }

    public ValueTask DisposeAsync()
    {
        _stop.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Again at every change, when a row comes due, and after the poll interval.</summary>
    private async Task RepeatAsync(Func<CancellationToken, Task<TimeSpan>> act, CancellationToken cancellation)
    {
        using var told = changes.Listen(null);
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await WaitAsync(told, await act(cancellation), cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The boundary of a loop that must outlive a database that is away.
            catch (Exception error)
#pragma warning restore CA1031
            {
                Log.PassFailed(logger, error);
                await Task.Delay(options.Value.PollInterval, TimeProvider.System, cancellation)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>What comes due does so by the server's clock; a poll is about a real database, and takes real time.</summary>
    private async Task WaitAsync(JobChanges.Subscription told, TimeSpan wait, CancellationToken cancellation)
    {
        using var poll = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        poll.CancelAfter(options.Value.PollInterval);
        try
        {
            await told.WaitAsync(wait, time, poll.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Time for a look without a signal.
        }
    }

    private async Task<TimeSpan> FeedAsync(CancellationToken cancellation)
    {
        await feeder.PassAsync(cancellation);
        var due = await waiting.NextDueAsync(cancellation);
        var wait = due is null ? options.Value.PollInterval : due.Value - time.GetUtcNow();
        return wait < options.Value.PollInterval ? Max(wait, TimeSpan.Zero) : options.Value.PollInterval;
    }

    private async Task<TimeSpan> WatchAsync(CancellationToken cancellation)
    {
        await sweep.CancelAsync(cancellation);
        await sweep.ReturnOrphansAsync(cancellation);
        return options.Value.PollInterval;
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Waiting jobs could not be looked at; this is tried again")]
        public static partial void PassFailed(ILogger logger, Exception error);

        [LoggerMessage(LogLevel.Error, "No step is run any more: the database is damaged")]
        public static partial void Damaged(ILogger logger);

        [LoggerMessage(LogLevel.Warning, "Running steps did not stop within {Limit}; they are taken up again after the next start")]
        public static partial void TooSlow(ILogger logger, TimeSpan limit);
    }
}
