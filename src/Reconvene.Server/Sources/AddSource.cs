using Reconvene.Server.Connections;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Sources;

/// <summary>Stores a source, already judged.</summary>
internal sealed class AddSource(Database database, SourceStore store, SubAccounts accounts)
{
    public async Task<SourceId> RunAsync(
        ZoomConnection connection, NewSource source, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        var id = await store.AddAsync(work, connection.TenantId, connection.Id, source, cancellation);
        await accounts.AddAsync(work, connection, source.Config.AccountIds ?? [], cancellation);
        await work.CommitAsync(cancellation);
        return id;
    }
}
