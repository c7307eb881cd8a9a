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
    public static async Task<IReadOnlyList<TConnection>> ConnectionsAsync<TConnection>(
        this WebhookEvent webhookEvent, string? zoomUserId, Work work, CancellationToken cancellation)
        where TConnection : struct, IRowId<TConnection> =>
        [.. (await webhookEvent.ConnectionsOfAsync<TConnection>([zoomUserId], work, cancellation)).Select(one => one.Id)];

    /// <summary>The same for an event that is about many users. In the order of their ids.</summary>
    /// <param name="webhookEvent">The event.</param>
    /// <param name="zoomUserIds">The Zoom users, each once; null for something that names nobody.</param>
    /// <param name="work">The transaction of the handler.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public static async Task<IReadOnlyList<EventConnection<TConnection>>> ConnectionsOfAsync<TConnection>(
        this WebhookEvent webhookEvent, IReadOnlyList<string?> zoomUserIds, Work work, CancellationToken cancellation)
        where TConnection : struct, IRowId<TConnection>
    {
        var found = new List<EventConnection<TConnection>>();
        foreach (var some in zoomUserIds.Chunk(Rows.MostPerStatement))
        {
            var users = Rows.In(some, new { tenant = webhookEvent.Tenant, app = webhookEvent.App, account = webhookEvent.AccountId });
            found.AddRange(await work.QueryAsync<EventConnection<TConnection>>(
                $"""
                WITH able AS (
                    SELECT c.id, c.zoom_user_id, c.zoom_account_id,
                        (COALESCE(c.account_id = @account, FALSE) OR (c.is_master_account = TRUE AND EXISTS (
                            SELECT 1 FROM zoom_tokens t
                            WHERE t.tenant_id = @tenant AND t.connection_id = c.id AND t.account_id = @account))) AS sees_all
                    FROM zoom_connections c
                    WHERE c.tenant_id = @tenant AND c.zoom_app_id = @app)
                SELECT id, sees_all, zoom_user_id AS user_id
                FROM able
                WHERE sees_all = TRUE OR (zoom_user_id IN (VALUES {users.Values}) AND (zoom_account_id = @account OR zoom_account_id IS NULL))
                ORDER BY id
                """,
                users.Arguments,
                cancellation));
        }

        return [.. found.DistinctBy(one => one.Id).OrderBy(one => one.Id.Value)];
    }
}

/// <summary>A connection that an event may touch.</summary>
internal sealed class EventConnection<TConnection>
    where TConnection : struct, IRowId<TConnection>
{
    public TConnection Id { get; init; }

    /// <summary>Everybody of the account that the event names, and not one user alone.</summary>
    public bool SeesAll { get; init; }

    public string? UserId { get; init; }

    public bool Sees(string? zoomUserId) => SeesAll || (zoomUserId is not null && UserId == zoomUserId);
}
