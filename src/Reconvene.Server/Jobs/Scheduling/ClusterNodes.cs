using Quartz;

namespace Reconvene.Server.Jobs.Scheduling;

/// <summary>Who shares the database, as the scheduler's check-ins tell.</summary>
internal static class ClusterNodes
{
    /// <summary>Names of the other nodes that do not count as dead.</summary>
    public static async Task<IReadOnlySet<string>> OtherNodesAsync(this IScheduler scheduler, CancellationToken cancellation)
    {
        var nodes = await scheduler.QueryClusterNodes(cancellation);
        return nodes
            .Where(one => one.State is not ClusterNodeState.Failed && !one.IsCurrentNode)
            .Select(one => one.InstanceId)
            .ToHashSet(StringComparer.Ordinal);
    }
}
