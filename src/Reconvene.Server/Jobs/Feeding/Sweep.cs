using Reconvene.Server.Jobs.Running;
using Reconvene.Server.Jobs.Scheduling;

namespace Reconvene.Server.Jobs.Feeding;

/// <summary>Finds rows whose run is gone, and runs whose job was cancelled on another node.</summary>
internal sealed partial class Sweep(
    WaitingSteps waiting, StepScheduler scheduler, RunningSteps running, ILogger<Sweep> logger)
{
    /// <summary>Only for the single process of SQLite, before it takes anything: whatever runs in the rows died with the last one.</summary>
    public async Task ReturnAllAsync(CancellationToken cancellation)
    {
        foreach (var row in await waiting.RunningRowsAsync(cancellation))
        {
            await ReturnAsync(row, cancellation);
        }
    }

    /// <summary>
    /// Returns running rows of nodes that are gone, of which the scheduler knows nothing any more. Rows of a live node are
    /// its own business: only that node knows whether the run still goes on. The rows are read first: a row whose run began
    /// or ended since has another version, and is left alone.
    /// </summary>
    public async Task ReturnOrphansAsync(CancellationToken cancellation)
    {
        var rows = await waiting.RunningRowsAsync(cancellation);
        var ours = running.Jobs.Select(job => job.ToString()).ToHashSet(StringComparer.Ordinal);
        var others = rows.Where(row => !ours.Contains(row.Id)).ToList();
        if (others.Count is 0)
        {
            return;
        }

        var live = await scheduler.OtherNodesAsync(cancellation);
        others.RemoveAll(row => live.Contains(row.Node));

        var underWay = await scheduler.UnderWayAsync(cancellation);
        foreach (var row in others.Where(row => !underWay.Contains(row.FiringName)))
        {
            await ReturnAsync(row, cancellation);
        }
    }

    /// <summary>Stops runs of this process whose job somebody cancelled.</summary>
    public async Task CancelAsync(CancellationToken cancellation)
    {
        if (running.IsEmpty)
        {
            return;
        }

        foreach (var id in await waiting.AskedToEndAsync(cancellation))
        {
            running.Cancel(JobId.Parse(id));
        }
    }

    private async Task ReturnAsync(WaitingSteps.RunningStep row, CancellationToken cancellation)
    {
        if (await waiting.ReturnAsync(row, cancellation))
        {
            Log.Returned(logger, row.Step, row.Id);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Step {Name} of job {Id} was running in a process that ended: it is run again")]
        public static partial void Returned(ILogger logger, string name, string id);
    }
}
