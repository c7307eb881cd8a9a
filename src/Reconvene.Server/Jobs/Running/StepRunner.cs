using System.Data.Common;
using System.Diagnostics;
using Microsoft.Extensions.Options;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Telemetry;

namespace Reconvene.Server.Jobs.Running;

/// <summary>
/// Runs one step of one job: claim, work, then one transaction with the effect and the record. Whatever happens to the
/// process in between, the row still says the truth, and at most this step is run once more.
/// </summary>
internal sealed partial class StepRunner(
    StepRecord record,
    OutcomeRecorder outcomes,
    RunningSteps running,
    JobRegistry registry,
    IServiceScopeFactory scopes,
    IOptions<JobsOptions> options,
    TimeProvider time,
    ILogger<StepRunner> logger)
{
    // Long enough for a busy database, short enough for the end of the process.
    private static readonly TimeSpan RecordTimeout = TimeSpan.FromSeconds(10);

    public async Task RunAsync(StepFiring firing, Recovery? recovery, CancellationToken cancellation)
    {
        if (running.IsStopping || await record.ClaimAsync(firing, recovery, cancellation) is not { } claimed)
        {
            return;
        }

        using var scope = logger.BeginScope(new Dictionary<string, object>(StringComparer.Ordinal) { ["Job"] = claimed.Id, ["Step"] = claimed.Step });
        using var run = running.Begin(claimed.Job, cancellation);
        using var context = new StepRun(claimed, new Hold(claimed), record);
        try
        {
            await RunAsync(claimed, context, run);
        }
        catch (StepTakenOverException)
        {
            Log.TakenOver(logger, claimed.Step, claimed.Id);
        }
    }

    private async Task RunAsync(ClaimedStep claimed, StepRun context, RunningSteps.Run run)
    {
        if (claimed.CancelAsked)
        {
            await EndInterruptedAsync(context, run);
            return;
        }

        var definition = registry.Find(claimed.Kind);
        var index = definition?.IndexOf(claimed.Step) ?? -1;
        if (definition is null || index < 0 || claimed.Starts > options.Value.Starts)
        {
            using var limit = new CancellationTokenSource(RecordTimeout);
            await outcomes.GiveUpAsync(context, definition, WhyNotRun(claimed, index), limit.Token);
            return;
        }

        using var span = Spans.Start($"step.{claimed.Step}", claimed.Subject);
        if (await OutcomeAsync(definition.Steps[index], context, run) is { } outcome)
        {
            await RecordAsync(context, definition, index, outcome);
        }
        else
        {
            await EndInterruptedAsync(context, run);
        }
    }

    private static Failure WhyNotRun(ClaimedStep claimed, int index) => new(
        FailureKind.Unreadable,
        index < 0
            ? $"This version of the server knows no step '{claimed.Step}' of job kind '{claimed.Kind}': start the version that made the job, or ask for the job again."
            : $"Crash loop: step '{claimed.Step}' was started {claimed.Starts - 1} times, and each time the process ended before it could say how it went. Look at the server's log and memory, then retry.");

    private async Task RecordAsync(StepRun context, JobDefinition definition, int index, StepOutcome outcome)
    {
        try
        {
            using var limit = new CancellationTokenSource(RecordTimeout);
            await outcomes.RecordAsync(context, definition, index, outcome, limit.Token);
            return;
        }
        catch (StepTakenOverException)
        {
            throw;
        }
        catch (DbException error) when (error.IsUnavailable())
        {
            outcome = Unavailable(context.Hold.Step);
        }
#pragma warning disable CA1031 // The boundary: an effect is the step's own code.
        catch (Exception error)
#pragma warning restore CA1031
        {
            outcome = Broke(context.Hold.Step, error);
        }

        // Should this fail too, the scheduler tries the firing again, and the sweep returns the row.
        using var secondLimit = new CancellationTokenSource(RecordTimeout);
        await outcomes.RecordAsync(context, definition, index, outcome, secondLimit.Token);
    }

    private async Task EndInterruptedAsync(StepRun context, RunningSteps.Run run)
    {
        using var limit = new CancellationTokenSource(RecordTimeout);
        if (await record.CancelAsync(context.Hold, limit.Token))
        {
            Log.Cancelled(logger, run.Job.ToString());
            return;
        }

        if (await record.PutBackAsync(context.Hold, limit.Token))
        {
            Log.PutBack(logger, context.Hold.Step);
        }
    }

    /// <summary>Null when the run was stopped from outside.</summary>
    private async Task<StepOutcome?> OutcomeAsync(JobStep step, StepRun context, RunningSteps.Run run)
    {
        using var limit = new CancellationTokenSource(options.Value.StepTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, run.Token);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var instance = (IStep)ActivatorUtilities.CreateInstance(scope.ServiceProvider, step.Type);
            return await instance.RunAsync(context, either.Token);
        }
        catch (OperationCanceledException) when (run.Token.IsCancellationRequested)
        {
            return null;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return new StepOutcome.Failed(new Failure(
                FailureKind.Unavailable, $"Step {step.Name} did not end within {options.Value.StepTimeout:g}."));
        }
        catch (StepTakenOverException)
        {
            throw;
        }
        catch (DbException error) when (error.IsUnavailable())
        {
            return Unavailable(step.Name);
        }
#pragma warning disable CA1031 // The boundary: whatever a step throws ends here.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return Broke(step.Name, error);
        }
    }

    private static StepOutcome.Failed Unavailable(string step) => new(new Failure(
        FailureKind.Unavailable, $"The database could not be used in step {step}: it was locked, full or away."));

    private StepOutcome.Broke Broke(string step, Exception error)
    {
        var trace = (Activity.Current?.TraceId ?? ActivityTraceId.CreateRandom()).ToString();
        Log.Unexpected(logger, error, step, trace);
        return new StepOutcome.Broke(new Failure(
            FailureKind.Unavailable,
            $"Step {step} failed unexpectedly; trace id {trace}. Search the server's log for it."));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Step {Name} failed unexpectedly, trace {Trace}")]
        public static partial void Unexpected(ILogger logger, Exception error, string name, string trace);

        [LoggerMessage(LogLevel.Warning, "Step {Name} of job {Id} was taken over by another run: this result is dropped")]
        public static partial void TakenOver(ILogger logger, string name, string id);

        [LoggerMessage(LogLevel.Information, "Job {Id} was cancelled")]
        public static partial void Cancelled(ILogger logger, string id);

        [LoggerMessage(LogLevel.Information, "Step {Name} was interrupted and goes on later")]
        public static partial void PutBack(ILogger logger, string name);
    }
}
