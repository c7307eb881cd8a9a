using Reconvene.Client.Sources;
using Reconvene.Server.Connections;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Sources;

/// <summary>Stores a source, already judged.</summary>
internal sealed class AddSource(Database database, SourceStore store, SubAccounts accounts)
{
    public async Task<SourceId> RunAsync(
        ZoomConnection connection, string name, ZoomSourceConfig config, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        var id = await store.AddAsync(work, connection.TenantId, connection.Id, name, config, cancellation);
        await accounts.AddAsync(work, connection, config.AccountIds ?? [], cancellation);
        await work.CommitAsync(cancellation);
        return id;
    }
}
