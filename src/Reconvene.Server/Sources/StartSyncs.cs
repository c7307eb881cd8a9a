using Reconvene.Client.Sources;
using Reconvene.Server.Accounts;

namespace Reconvene.Server.Sources;

/// <summary>Starts a sync of many sources at once; one that cannot be synced is a row that says why, and stops no other.</summary>
internal sealed class StartSyncs(SourceQueries sources, StartSync start)
{
    /// <summary>Rows in the order of the ids, or of the sources when all are meant.</summary>
    public async Task<IReadOnlyList<BulkSyncRow>> RunAsync(
        TenantId tenant, IReadOnlyList<long>? ids, (DateOnly From, DateOnly To) days, CancellationToken cancellation)
    {
        var found = (await sources.ListAsync(tenant, ids?.Distinct().ToList(), cancellation)).ToDictionary(source => source.Id.Value);
        var active = found.Values.Where(source => source.IsActive).ToList();
        var jobs = await start.RunAsync(active, days.From, days.To, cancellation);
        var tasks = active.Zip(jobs).ToDictionary(pair => pair.First.Id.Value, pair => pair.Second.ToString());
        return [.. (ids?.Distinct() ?? found.Keys.Order()).Select(Row)];

        BulkSyncRow Row(long id) => (found.GetValueOrDefault(id), tasks.GetValueOrDefault(id)) switch
        {
            (null, _) => Refused(id, name: null, "source_not_found", $"There is no source {id}."),
            ({ } source, null) => Refused(id, source.Name, "source_inactive", $"Source {id} is switched off: set is_active to true first."),
            ({ } source, { } task) => new BulkSyncRow { SourceId = id, SourceName = source.Name, Status = "queued", TaskId = task },
        };
    }

    private static BulkSyncRow Refused(long id, string? name, string code, string why) =>
        new() { SourceId = id, SourceName = name, Status = "refused", ErrorCode = code, Error = why };
}
