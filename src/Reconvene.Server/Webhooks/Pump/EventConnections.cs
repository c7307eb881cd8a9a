using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Webhooks.Pump;

/// <summary>
/// Which connections an event may touch: of the tenant and the app whose secret proved it, and of the account that it
/// names. An app of one tenant that names another's account finds nothing.
/// </summary>
internal static class EventConnections
{
    /// <summary>What a handler says when there are none.</summary>
    public static readonly WebhookOutcome NoSuchConnection =
        new WebhookOutcome.Kept("No such connection: this app has none of the account that the event names.");

    public static Task<IReadOnlyList<TConnection>> ConnectionsAsync<TConnection>(
        this WebhookEvent webhookEvent, Work work, CancellationToken cancellation)
        where TConnection : struct, IRowId<TConnection> =>
        work.QueryAsync<TConnection>(
            """
            SELECT id
            FROM zoom_connections
            WHERE tenant_id = @tenant AND zoom_app_id = @app AND account_id = @account
            ORDER BY id
            """,
            new { tenant = webhookEvent.Tenant, app = webhookEvent.App, account = webhookEvent.AccountId },
            cancellation);

    /// <summary>Those of one Zoom user, for apps that users connect for themselves.</summary>
    public static Task<IReadOnlyList<TConnection>> ConnectionsOfUserAsync<TConnection>(
        this WebhookEvent webhookEvent, string zoomUserId, Work work, CancellationToken cancellation)
        where TConnection : struct, IRowId<TConnection> =>
        work.QueryAsync<TConnection>(
            """
            SELECT id
            FROM zoom_connections
            WHERE tenant_id = @tenant AND zoom_app_id = @app AND zoom_user_id = @zoomUserId
                AND (account_id = @account OR account_id IS NULL)
            ORDER BY id
            """,
            new { tenant = webhookEvent.Tenant, app = webhookEvent.App, account = webhookEvent.AccountId, zoomUserId },
            cancellation);
}
