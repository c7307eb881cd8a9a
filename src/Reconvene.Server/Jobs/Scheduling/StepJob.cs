using Quartz;
using Reconvene.Server.Jobs.Running;

namespace Reconvene.Server.Jobs.Scheduling;

/// <summary>
/// The one job the scheduler knows; each firing is a step of a row. Failures of steps stand in the row and end a firing
/// normally: the retries here are for a database that could not even take the row.
/// </summary>
[RetryPolicy(5, "00:00:02", 2, MaxDelay = "00:01:00", Jitter = 0.5)]
internal sealed class StepJob(StepRunner runner, RunningSteps running) : IJob<StepFiring>
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        Execute(context, context.GetInput<StepFiring>()!, cancellationToken);

    public async ValueTask Execute(
        IJobExecutionContext context, StepFiring input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var recovery = context.Recovering ? await RecoveryAsync(context.Scheduler, input, cancellationToken) : null;
        await runner.RunAsync(input, recovery, cancellationToken);
    }

    /// <summary>A row of this node is left alone only while this process runs it: the node may have died and come back.</summary>
    private async Task<Recovery> RecoveryAsync(IScheduler scheduler, StepFiring firing, CancellationToken cancellation)
    {
        var others = await scheduler.OtherNodesAsync(cancellation);
        return new Recovery(running.Jobs.Contains(JobId.Parse(firing.Job))
            ? others.Append(scheduler.SchedulerInstanceId).ToHashSet(StringComparer.Ordinal)
            : others);
    }
}
