using System.Diagnostics;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Telemetry;

namespace Reconvene.Server.Jobs.Running;

/// <summary>Commits what a step achieved together with the fact that it did: both are there, or neither.</summary>
internal sealed partial class OutcomeRecorder(
    Database database, StepRecord record, FailurePolicy policy, IServiceProvider services, TimeProvider time,
    ILogger<OutcomeRecorder> logger)
{
    public async Task RecordAsync(
        StepRun run, JobDefinition definition, int index, StepOutcome outcome, CancellationToken cancellation)
    {
        using var span = Spans.Start($"step.{run.Hold.Step}.effect");
        await using var work = await database.BeginAsync(cancellation);
        switch (outcome)
        {
            case StepOutcome.Done done:
                await EffectAsync(work, done.Effect, cancellation);
                await AdvanceAsync(work, run, definition, index + 1, done.Result, cancellation);
                break;
            case StepOutcome.Finished finished:
                await EffectAsync(work, finished.Effect, cancellation);
                await AdvanceAsync(work, run, definition, definition.Steps.Count, finished.Result, cancellation);
                break;
            case StepOutcome.Failed failed:
                await FailAsync(work, run, definition, failed.Failure, unexpected: false, cancellation);
                break;
            case StepOutcome.Broke broke:
                await FailAsync(work, run, definition, broke.Failure, unexpected: true, cancellation);
                break;
            default:
                throw new UnreachableException();
        }

        await work.CommitAsync(cancellation);
    }

    /// <summary>Ends the job without running its step.</summary>
    public async Task GiveUpAsync(
        StepRun run, JobDefinition? definition, Failure failure, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        await GiveUpAsync(work, run, definition, failure, failure.Kind.ToString(), cancellation);
        await work.CommitAsync(cancellation);
    }

    private static Task EffectAsync(
        Work work, Func<Work, CancellationToken, Task>? effect, CancellationToken cancellation) =>
        effect is null ? Task.CompletedTask : effect(work, cancellation);

    private Task AdvanceAsync(
        Work work, StepRun run, JobDefinition definition, int next, object? result, CancellationToken cancellation)
    {
        if (next == definition.Steps.Count)
        {
            var first = definition.First;
            return record.DoneAsync(work, run.Hold, first, first.GroupFor(run.Account), result, cancellation);
        }

        var step = definition.Steps[next];
        var progress = 100 * next / definition.Steps.Count;
        return record.NextAsync(work, run.Hold, step, step.GroupFor(run.Account), progress, cancellation);
    }

    private async Task FailAsync(
        Work work,
        StepRun run,
        JobDefinition definition,
        Failure failure,
        bool unexpected,
        CancellationToken cancellation)
    {
        // What does not count is an attempt all the same, so that people see that it is tried again.
        var attempts = unexpected || FailurePolicy.Counts(failure) ? run.AttemptsNow + 1 : Math.Max(run.AttemptsNow, 1);
        var kind = unexpected ? "Unexpected" : failure.Kind.ToString();
        if (policy.NextAttempt(failure, attempts, unexpected, time.GetUtcNow()) is { } next)
        {
            await record.RetryAsync(work, run.Hold, failure, kind, attempts, next, cancellation);
            Log.TriedAgain(logger, run.Hold.Step, attempts, next, failure.Reason);
            return;
        }

        await GiveUpAsync(work, run, definition, failure, kind, cancellation);
    }

    private async Task GiveUpAsync(
        Work work,
        StepRun run,
        JobDefinition? definition,
        Failure failure,
        string kind,
        CancellationToken cancellation)
    {
        // False when the job was asked for again meanwhile: it starts over instead.
        if (await record.GiveUpAsync(work, run.Hold, failure, kind, definition?.First, cancellation)
            && definition?.GivenUp is { } type)
        {
            var leave = (IGivenUp)services.GetRequiredService(type);
            await leave.RunAsync(work, run.Tenant, run.Subject, failure, cancellation);
        }

        Log.GivenUp(logger, run.Hold.Job, run.Hold.Step, failure.Reason);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Step {Name} failed (attempt {Attempt}) and is tried again at {Next:O}: {Reason}")]
        public static partial void TriedAgain(ILogger logger, string name, int attempt, DateTimeOffset next, string reason);

        [LoggerMessage(LogLevel.Error, "Job {Id} was given up in step {Name}: {Reason}")]
        public static partial void GivenUp(ILogger logger, string id, string name, string reason);
    }
}
