using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Webhooks.Pump;

/// <summary>
/// Which connections an event may touch: of the tenant and the app whose secret proved it, and of the account that it
/// names; of a person's grant only those of that very Zoom user. An app of one tenant that names another's account
/// finds nothing.
/// </summary>
internal static class EventConnections
{
    /// <summary>What a handler says when there are none.</summary>
    public static readonly WebhookOutcome NoSuchConnection =
        new WebhookOutcome.Kept("No such connection: this app has none of the account or the user that the event names.");

    /// <summary>Connections of the account, of a master account that reads it, and of the user.</summary>
    /// <param name="webhookEvent">The event.</param>
    /// <param name="zoomUserId">The Zoom user it is about: the host of a meeting.</param>
    /// <param name="work">The transaction of the handler.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public static Task<IReadOnlyList<TConnection>> ConnectionsAsync<TConnection>(
        this WebhookEvent webhookEvent, string? zoomUserId, Work work, CancellationToken cancellation)
        where TConnection : struct, IRowId<TConnection> =>
        work.QueryAsync<TConnection>(
            """
            SELECT c.id
            FROM zoom_connections c
            WHERE c.tenant_id = @tenant AND c.zoom_app_id = @app
                AND (c.account_id = @account
                    OR (c.zoom_user_id = @zoomUserId AND (c.zoom_account_id = @account OR c.zoom_account_id IS NULL))
                    OR (c.is_master_account = TRUE AND EXISTS (
                        SELECT 1 FROM zoom_tokens t
                        WHERE t.tenant_id = @tenant AND t.connection_id = c.id AND t.account_id = @account)))
            ORDER BY c.id
            """,
            new { tenant = webhookEvent.Tenant, app = webhookEvent.App, account = webhookEvent.AccountId, zoomUserId },
            cancellation);
}
