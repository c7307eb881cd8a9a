using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Sources;

/// <summary>Removes a source. What was gathered through it stays, and the record of what its syncs covered.</summary>
internal sealed class RemoveSource(Database database, SourceStore store)
{
    /// <summary>False when there is none.</summary>
    public async Task<bool> RunAsync(TenantId tenant, SourceId id, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        var removed = await store.RemoveAsync(work, tenant, id, cancellation);
        await work.CommitAsync(cancellation);
        return removed > 0;
    }
}
