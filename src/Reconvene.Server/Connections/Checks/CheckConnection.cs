using Reconvene.Client.Connections;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Connections.Checks;

/// <summary>Looks at a connection because a person asks for it.</summary>
internal sealed class CheckConnection(Database database, ConnectionQueries queries, LookAtConnection look, KeepCheck keep, InteractiveCall interactive)
{
    /// <summary>Null when the tenant has no such connection.</summary>
    public async Task<CredentialCheck?> RunAsync(
        TenantId tenant, ConnectionId id, bool createMeeting, CancellationToken cancellation)
    {
        if (await queries.FindAsync(tenant, id, cancellation) is not { } connection)
        {
            return null;
        }

        var facts = await look.RunAsync(connection, interactive, createMeeting, cancellation);
        await using var work = await database.BeginAsync(cancellation);
        var check = await keep.RunAsync(work, facts, cancellation);
        await work.CommitAsync(cancellation);
        return check;
    }
}
