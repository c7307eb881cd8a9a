using Microsoft.Extensions.Options;
using Reconvene.Server.Accounts;
using Queue = Reconvene.Server.Jobs.Feeding.WaitingSteps.Queue;

namespace Reconvene.Server.Jobs.Feeding;

/// <summary>
/// Whose turn it is: among the groups that have room, the tenant with the least under way, and of those the one
/// that waited longest for its last turn. A tenant's backlog never stands before another's first item.
/// </summary>
internal sealed class FairOrder(IOptions<JobsOptions> options)
{
    private readonly JobsOptions _options = options.Value;
    private readonly Dictionary<TenantId, long> _lastTurn = [];
    private long _turns;

    /// <summary>How many steps of a group may be under way at once over all nodes.</summary>
    public int LimitOf(string group, int nodes) => group switch
    {
        JobStep.DownloadGroup => _options.DownloadParallelism * nodes,
        JobStep.WorkGroup => _options.WorkParallelism * nodes,
        JobStep.DiskGroup => _options.DiskParallelism * nodes,
        JobStep.SpeechGroup => _options.SpeechParallelism * nodes,
        JobStep.ModelGroup => _options.ModelParallelism * nodes,
        _ => _options.AccountParallelism,
    };

    public int LimitOfAll(int nodes) => _options.Threads * nodes;

    /// <summary>Lists take hours: what takes seconds always finds a thread, unless there is but one.</summary>
    private int LimitOfLists(int nodes) => Math.Max(1, LimitOfAll(nodes) / 2);

    /// <summary>The queue whose head comes next; null when none of them has room.</summary>
    public Queue? Next(IReadOnlyCollection<Queue> queues, Usage usage, int nodes)
    {
        if (usage.All >= LimitOfAll(nodes))
        {
            return null;
        }

        var next = queues
            .Where(queue => !JobStep.IsOfLists(queue.ExecutionGroup) || usage.Lists < LimitOfLists(nodes))
            .Where(queue => usage.OfGroup(queue.ExecutionGroup) < LimitOf(queue.ExecutionGroup, nodes))
            .OrderBy(queue => usage.OfTenant(queue.TenantId))
            .ThenBy(queue => _lastTurn.GetValueOrDefault(queue.TenantId))
            .ThenBy(queue => usage.OfGroup(queue.ExecutionGroup))
            .FirstOrDefault();
        if (next is not null)
        {
            _lastTurn[next.TenantId] = ++_turns;
        }

        return next;
    }
}
