using Reconvene.Server.Jobs.Scheduling;
using Queue = Reconvene.Server.Jobs.Feeding.WaitingSteps.Queue;
using WaitingStep = Reconvene.Server.Jobs.Feeding.WaitingSteps.WaitingStep;

namespace Reconvene.Server.Jobs.Feeding;

/// <summary>
/// Hands rows that are due to the scheduler: at the start, on every signal, when one comes due, and now and then
/// without any of these. It keeps no memory of what it handed over, so a kill anywhere is healed by the next pass.
/// </summary>
internal sealed class Feeder(WaitingSteps waiting, StepScheduler scheduler, FairOrder order)
{
    /// <summary>One pass over everything due.</summary>
    public async Task PassAsync(CancellationToken cancellation)
    {
        var queues = new HashSet<Queue>(await waiting.QueuesAsync(cancellation));
        if (queues.Count is 0)
        {
            return;
        }

        var nodes = await scheduler.NodesAsync(cancellation);
        var pending = await scheduler.PendingAsync(cancellation);
        var usage = await UsageAsync(cancellation);
        var heads = new Dictionary<Queue, Queue<WaitingStep>>();
        foreach (var queue in queues)
        {
            heads[queue] = await HeadAsync(queue, pending, usage, nodes, cancellation);
        }

        while (order.Next([.. queues.Where(queue => heads[queue].Count > 0)], usage, nodes) is { } queue)
        {
            var step = heads[queue].Dequeue();
            await scheduler.HandAsync(step.Firing, step.ExecutionGroup, cancellation);
            usage.Add(queue.ExecutionGroup, queue.TenantId, 1);
        }
    }

    private async Task<Usage> UsageAsync(CancellationToken cancellation)
    {
        var usage = new Usage();
        foreach (var load in await waiting.RunningAsync(cancellation))
        {
            usage.Add(load.ExecutionGroup, load.TenantId, load.Steps);
        }

        return usage;
    }

    /// <summary>What of a queue may be handed over; what was handed over before counts as under way.</summary>
    private async Task<Queue<WaitingStep>> HeadAsync(
        Queue queue, IReadOnlySet<string> pending, Usage usage, int nodes, CancellationToken cancellation)
    {
        // At most this many of the group were handed over before, so the rows after them are in reach.
        var limit = order.LimitOf(queue.ExecutionGroup, nodes) + pending.Count;
        var rows = await waiting.HeadAsync(queue, limit, cancellation);
        var fresh = new Queue<WaitingStep>();
        foreach (var row in rows)
        {
            if (pending.Contains(row.Firing.Name))
            {
                usage.Add(queue.ExecutionGroup, queue.TenantId, 1);
            }
            else
            {
                fresh.Enqueue(row);
            }
        }

        return fresh;
    }
}
