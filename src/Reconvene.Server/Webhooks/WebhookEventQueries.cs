using Reconvene.Client.Webhooks;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Webhooks;

/// <summary>The inbox as its tenant sees it, newest first.</summary>
internal sealed class WebhookEventQueries(Database database)
{
    public async Task<Page<WebhookEventView>> ListAsync(TenantId tenant, PageRequest page, CancellationToken cancellation)
    {
        var rows = await database.QueryAsync<WebhookEventView>(
            """
            SELECT e.id, e.zoom_app_id, a.name AS app, e.event, e.received_at, e.event_at, e.state, e.reason
            FROM webhook_events e
            LEFT JOIN zoom_apps a ON a.id = e.zoom_app_id AND a.tenant_id = e.tenant_id
            WHERE e.tenant_id = @tenant AND e.id < @before
            ORDER BY e.id DESC
            LIMIT @limit
            """,
            new { tenant, before = page.AfterId ?? long.MaxValue, limit = page.Limit + 1 },
            cancellation);
        return page.Cut(rows, row => (row.Id, row.Id));
    }
}
