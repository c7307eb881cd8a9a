using Quartz;

namespace Reconvene.Server.Jobs.Scheduling.Cron;

/// <summary>Something is due. Of several moments that were missed together, the last one counts for all.</summary>
[RetryPolicy(5, "00:00:02", 2, MaxDelay = "00:01:00", Jitter = 0.5)]
internal sealed class CronJob(IReadOnlyList<ICronRows> rows, CronSignal signal, TimeProvider time) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!context.Recovering && context.NextFireTimeUtc is { } next && next <= time.GetUtcNow())
        {
            return;
        }

        var group = context.JobDetail.Key.Name;
        var name = context.Recovering && context.MergedJobDataMap.TryGetValue(SchedulerConstants.FailedJobOriginalTriggerName, out var original)
            ? (string)original!
            : context.Trigger.Key.Name;
        var due = context.ScheduledFireTimeUtc ?? time.GetUtcNow();
        if (rows.FirstOrDefault(one => one.Group == group) is { } owner && !await owner.RunAsync(name, due, cancellationToken))
        {
            signal.Raise();
        }
    }
}
