using Reconvene.Server.Accounts;
using Reconvene.Server.Jobs;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Connections;

/// <summary>Removes a connection, with what rests on it only when told so.</summary>
internal sealed class RemoveConnection(Database database, ConnectionQueries queries, ConnectionTokens tokens, JobQueue jobs)
{
    public async Task<RemovedConnection> RunAsync(
        TenantId tenant, ConnectionId id, bool force, CancellationToken cancellation)
    {
        if (await queries.FindAsync(tenant, id, cancellation) is null)
        {
            return new RemovedConnection.Unknown();
        }

        var use = await queries.UseAsync(tenant, id, cancellation);
        if (!use.IsUnused && !force)
        {
            return new RemovedConnection.InUse(use);
        }

        await using var work = await database.BeginAsync(cancellation);
        await ConnectionStore.RemoveAsync(work, tenant, id, cancellation);
        await jobs.EnqueueAsync(work, new(tenant, "remove-media", $"connection:{id.Value}", $"{id.Value}"), cancellation);
        work.AfterCommit(() => tokens.Forget([id]));
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
