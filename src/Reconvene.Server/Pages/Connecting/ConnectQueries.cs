using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Pages.Connecting;

internal sealed class ConnectQueries(Database database)
{
    /// <summary>The apps that a consent may be begun with, the same that <c>ConsentApps</c> chooses from.</summary>
    public Task<IReadOnlyList<ConsentApp>> AppsAsync(TenantId tenant, CancellationToken cancellation) =>
        database.QueryAsync<ConsentApp>(
            """
            SELECT a.name, a.redirect_uri
            FROM zoom_apps a
            WHERE a.tenant_id = @tenant AND a.client_id <> '' AND a.client_secret_sealed IS NOT NULL
                AND NOT EXISTS (
                    SELECT 1 FROM zoom_connections c
                    WHERE c.tenant_id = @tenant AND c.zoom_app_id = a.id AND c.grant_kind = 'server_to_server')
            ORDER BY a.id
            """,
            new { tenant },
            cancellation);

    /// <summary>Whether the connection is the caller's own grant.</summary>
    public async Task<bool> IsOwnAsync(Caller caller, ConnectionId id, CancellationToken cancellation) =>
        await database.FindAsync<long?>(
            """
            SELECT id
            FROM zoom_connections
            WHERE tenant_id = @Tenant AND id = @id AND user_id = @User AND grant_kind = 'oauth'
            """,
            new { caller.Tenant, id, caller.User },
            cancellation) is not null;
}
