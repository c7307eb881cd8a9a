using Reconvene.Server.Accounts;
using Reconvene.Server.Connections.Tokens;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Connections.Removal;

/// <summary>Removes a connection, with what rests on it only when told so, and gives its grant back to Zoom.</summary>
internal sealed class RemoveConnection(Database database, TokenStore tokens, PurgeConnection purge)
{
    public async Task<RemovedConnection> RunAsync(
        TenantId tenant, ConnectionId id, bool force, AuditActor actor, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        if (!await ConnectionStore.HoldAsync(work, tenant, id, cancellation)
            || await ConnectionQueries.FindAsync(work, tenant, id, cancellation) is not { } connection)
        {
            return new RemovedConnection.Unknown();
        }

        var use = await ConnectionQueries.UseAsync(work, tenant, id, cancellation);
        if (!use.IsUnused && !force)
        {
            return new RemovedConnection.InUse(use);
        }

        // Under the lock: the pair that is in force now, not one that a refresh is about to replace.
        var token = (await tokens.FindAsync(work, new(tenant, id), cancellation))?.Token;
        await purge.RunAsync(work, connection, token, actor, "connection.removed", cancellation);
        await work.CommitAsync(cancellation);
        return new RemovedConnection.Yes();
    }
}

internal abstract record RemovedConnection
{
    private RemovedConnection()
    {
    }

    internal sealed record Yes : RemovedConnection;

    internal sealed record Unknown : RemovedConnection;

    internal sealed record InUse(ConnectionUse Use) : RemovedConnection;
}
