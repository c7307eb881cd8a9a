using Quartz;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Jobs.Scheduling.Cron;

/// <summary>
/// Keeps the scheduler's cron triggers to what the rows say: at the start, when a row changed, and every few minutes, because
/// a change may have been made by a node that died before it could say so.
/// </summary>
internal sealed partial class CronKeeper(
    StepScheduler scheduler, IEnumerable<ICronRows> owners, CronSignal signal, TimeProvider time, ILogger<CronKeeper> logger)
    : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Brings the scheduler to what the rows say now.</summary>
    public async Task KeepAsync(CancellationToken cancellation)
    {
        WriteScope.Refuse("call the scheduler");

        // Of two looks at once the slower would replace what the other one planned, and with it a moment that came meanwhile.
        await _turn.WaitAsync(cancellation);
        try
        {
            foreach (var owner in owners)
            {
                await KeepAsync(owner, cancellation);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = BetweenLooks;
            try
            {
                await KeepAsync(stoppingToken);
            }
#pragma warning disable CA1031 // The boundary of a loop that must outlive a database that is away.
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Log.Failed(logger, error);
                wait = AfterTrouble;
            }

            await signal.WaitAsync(wait, stoppingToken);
        }
    }

    /// <summary>The triggers are read before the rows: one whose row another node makes meanwhile is not taken for a leftover.</summary>
    private async Task KeepAsync(ICronRows owner, CancellationToken cancellation)
    {
        var group = Group(owner);
        var query = new TriggerQuery { Group = GroupMatcher<TriggerKey>.GroupEquals(group), Take = PagedQuery.All };
        var there = (await scheduler.Scheduler.QueryTriggers(query, cancellation)).Items.ToDictionary(trigger => trigger.Key.Name, StringComparer.Ordinal);
        var plans = await owner.PlansAsync(cancellation);
        foreach (var plan in plans)
        {
            if (!there.TryGetValue(plan.Name, out var trigger) || trigger.Description != plan.Text || trigger.State is TriggerState.Error)
            {
                await PutAsync(owner, plan, cancellation);
            }
            else if (scheduler.IsPassedOver(trigger))
            {
                // The machine slept for days. Of several nodes that see it, the row lets one take this moment.
                await owner.RunAsync(plan.Name, trigger.NextFireTimeUtc!.Value, cancellation);
                await PutAsync(owner, plan, cancellation);
            }
        }

        var wanted = plans.Select(plan => plan.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var trigger in there.Values.Where(trigger => !wanted.Contains(trigger.Key.Name)))
        {
            await scheduler.Scheduler.UnscheduleJob(trigger.Key, cancellation);
        }
    }

    private async Task PutAsync(ICronRows owner, CronPlan plan, CancellationToken cancellation)
    {
        // A start that died with its process is made up for; that it may then come twice is the row's to find out.
        var job = JobBuilder.Create<CronJob>().WithIdentity(owner.Group, StepScheduler.CronGroup).StoreDurably().RequestRecovery().Build();
        var trigger = TriggerBuilder.Create(time)
            .WithIdentity(plan.Name, Group(owner))
            .WithDescription(plan.Text)
            .ForJob(job)
            .WithSchedule(CronScheduleBuilder.Create(CronText.Expression(plan))
                .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))

            // A plan made in the very second it names is due the next time: that is what its view says.
            .StartAt(time.GetUtcNow().AddSeconds(1))
            .Build();
        await scheduler.Scheduler.ScheduleJob(job, [trigger], ScheduleJobOptions.Replacing, cancellation);
        Log.Planned(logger, owner.Group, plan.Name, plan.Text, trigger.GetFireTimeAfter(time.GetUtcNow()));
    }

    private static string Group(ICronRows owner) => $"{StepScheduler.CronGroup}:{owner.Group}";

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Of {Group}, {Name} is due by {Plan}, next at {Next:O}")]
        public static partial void Planned(ILogger logger, string group, string name, string plan, DateTimeOffset? next);

        [LoggerMessage(LogLevel.Warning, "What is due by the clock could not be compared with the rows; this is tried again")]
        public static partial void Failed(ILogger logger, Exception error);
    }
}
