using Quartz;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Jobs.Scheduling;

/// <summary>
/// The only door to the scheduler. Nothing of it may be called inside a write transaction, not even to read: on SQLite
/// it would wait for itself for ever, so every call refuses that on both engines.
/// </summary>
internal sealed partial class StepScheduler(
    SchedulerMaker maker, ThisNode node, Database database, TimeProvider time, ILogger<StepScheduler> logger)
    : IAsyncDisposable
{
    /// <summary>What begins the group of every trigger that is no start of a step but due by the clock.</summary>
    public const string CronGroup = "cron";

    private const string Group = "steps";

    // What is due by the clock has groups of its own, a trigger a source: it is no start of a step, and there may be many.
    private static readonly TriggerQuery Starts = Of(Group);
    private static readonly TriggerQuery Recoveries = Of(SchedulerConstants.DefaultRecoveryGroup);
    private static readonly FireInstanceQuery AllFirings = new() { Take = PagedQuery.All };

    private StandaloneSchedulerFactory? _factory;
    private IScheduler? _scheduler;

    private bool IsClustered => database.Dialect.Engine is Engine.Postgres;

    internal IScheduler Scheduler
    {
        get
        {
            database.RefuseWhenDamaged();
            return _scheduler ?? throw new InvalidOperationException("The scheduler is not started.");
        }
    }

    public async Task StartAsync(CancellationToken cancellation)
    {
        WriteScope.Refuse("start the scheduler");
        _factory = maker.Make();
        _scheduler = await _factory.GetScheduler(cancellation);
        node.Is(_scheduler.SchedulerInstanceId);
        await _scheduler.Start(cancellation);
    }

    /// <summary>Takes nothing new; what runs goes on.</summary>
    public async Task StandByAsync(CancellationToken cancellation)
    {
        if (_scheduler is not null)
        {
            await _scheduler.Standby(cancellation);
        }
    }

    /// <summary>Ends it.</summary>
    /// <param name="waitsForSteps">Whether steps under way may come to their end before it.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task StopAsync(bool waitsForSteps, CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _scheduler, null) is { } scheduler)
        {
            await scheduler.Shutdown(waitsForSteps, cancellation);
        }
    }

    /// <summary>Hands over one start; a pending one of the same step is left alone.</summary>
    public async Task HandAsync(StepFiring firing, string executionGroup, CancellationToken cancellation)
    {
        WriteScope.Refuse("call the scheduler");
        var options = new OneOffJobOptions
        {
            Name = firing.Name,
            Group = Group,
            OnConflict = TriggerConflict.Keep,
            ExecutionGroup = executionGroup,

            // With one process its start returns the rows itself, and a recovery beside that would start a step twice.
            RequestRecovery = IsClustered,
        };
        await Scheduler.ScheduleJob<StepJob, StepFiring>(firing, time.GetUtcNow(), options, cancellation);
    }

    /// <summary>Names of the starts that the scheduler has and that are still to come.</summary>
    public async Task<IReadOnlySet<string>> PendingAsync(CancellationToken cancellation)
    {
        WriteScope.Refuse("call the scheduler");
        var pending = new HashSet<string>(StringComparer.Ordinal);
        var ours = await OursAsync(cancellation);
        foreach (var trigger in (await Scheduler.QueryTriggers(Starts, cancellation)).Items)
        {
            if (trigger.State is TriggerState.Error || IsPassedOver(trigger))
            {
                // It would be kept for ever, or for a day, and its step with it.
                Log.SetAside(logger, trigger.Key.Name);
                await Scheduler.UnscheduleJob(trigger.Key, cancellation);
            }
            else if (trigger.State is not TriggerState.Executing || (IsClustered && !ours.Contains(trigger.Key.Name)))
            {
                pending.Add(trigger.Key.Name);
            }
        }

        await AddRecoveriesAsync(pending, cancellation);
        return pending;
    }

    /// <summary>Names of the steps that some node runs or will run again because the node that ran them died.</summary>
    public async Task<IReadOnlySet<string>> UnderWayAsync(CancellationToken cancellation)
    {
        WriteScope.Refuse("call the scheduler");

        // Firings before triggers: a recovery turns the one into the other in one transaction.
        var firings = await Scheduler.QueryFireInstances(AllFirings, cancellation);
        var names = new HashSet<string>(firings.Items.Select(firing => firing.TriggerKey.Name), StringComparer.Ordinal);
        var starts = await Scheduler.QueryTriggers(Starts, cancellation);
        names.UnionWith(starts.Items.Select(trigger => trigger.Key.Name));
        await AddRecoveriesAsync(names, cancellation);
        return names;
    }

    /// <summary>Names of the other nodes that do not count as dead.</summary>
    public async Task<IReadOnlySet<string>> OtherNodesAsync(CancellationToken cancellation)
    {
        WriteScope.Refuse("call the scheduler");
        if (!IsClustered)
        {
            return new HashSet<string>(StringComparer.Ordinal);
        }

        return await Scheduler.OtherNodesAsync(cancellation);
    }

    /// <summary>How many nodes share the work now.</summary>
    public async Task<int> NodesAsync(CancellationToken cancellation)
    {
        WriteScope.Refuse("call the scheduler");
        if (!IsClustered)
        {
            return 1;
        }

        var nodes = await Scheduler.QueryClusterNodes(cancellation);
        return Math.Max(1, nodes.Count(node => node.State is ClusterNodeState.Alive));
    }

    /// <summary>
    /// Whether the scheduler looks at it only with its misfires, once in a threshold: the machine slept for longer than that
    /// after it was handed over.
    /// </summary>
    public bool IsPassedOver(TriggerHeader trigger) =>
        trigger is { State: TriggerState.Normal, NextFireTimeUtc: { } due } && due < time.GetUtcNow() - SchedulerMaker.MisfireThreshold;

    public async ValueTask DisposeAsync()
    {
        if (_factory is not null)
        {
            await _factory.DisposeAsync();
            maker.CloseIdle();
        }
    }

    /// <summary>
    /// What this node fires. Its rows say how far it is; of another node's firing it is not known whether it is about to
    /// take its row or done with it, so that one counts as still to come.
    /// </summary>
    private async Task<IReadOnlySet<string>> OursAsync(CancellationToken cancellation)
    {
        if (!IsClustered)
        {
            return new HashSet<string>(StringComparer.Ordinal);
        }

        var firings = await Scheduler.QueryFireInstances(
            AllFirings with { SchedulerInstanceId = Scheduler.SchedulerInstanceId }, cancellation);
        return firings.Items.Select(firing => firing.TriggerKey.Name).ToHashSet(StringComparer.Ordinal);
    }

    private static TriggerQuery Of(string group) =>
        new() { Group = GroupMatcher<TriggerKey>.GroupEquals(group), Take = PagedQuery.All };

    /// <summary>The steps of nodes that died, under names that only the data of their recoveries tell.</summary>
    private async Task AddRecoveriesAsync(HashSet<string> names, CancellationToken cancellation)
    {
        var recoveries = (await Scheduler.QueryTriggers(Recoveries, cancellation)).Items
            .Where(trigger => trigger.JobKey.Group != CronGroup)
            .Select(trigger => trigger.Key)
            .ToList();
        if (recoveries.Count is 0)
        {
            return;
        }

        foreach (var trigger in await Scheduler.GetTriggers(recoveries, cancellation))
        {
            if (trigger.JobDataMap.TryGetValue(SchedulerConstants.FailedJobOriginalTriggerName, out var name)
                && name is string original)
            {
                names.Add(original);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The scheduler did not fire {Firing}: it is handed over anew")]
        public static partial void SetAside(ILogger logger, string firing);
    }
}
