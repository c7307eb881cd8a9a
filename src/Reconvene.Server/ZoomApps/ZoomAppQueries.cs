using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.ZoomApps;

/// <summary>Reads of <c>zoom_apps</c>.</summary>
internal sealed class ZoomAppQueries(Database database)
{
    public const string Columns =
        """
        id, tenant_id, name, client_id, client_secret_sealed, redirect_uri, webhook_secrets_sealed, last_crc_at,
            last_event_at, created_at, updated_at, version
        """;

    public Task<ZoomAppRow?> FindAsync(TenantId tenant, ZoomAppId id, CancellationToken cancellation) =>
        database.FindAsync<ZoomAppRow>(
            $"SELECT {Columns} FROM zoom_apps WHERE id = @id AND tenant_id = @tenant", new { id, tenant }, cancellation);

    /// <summary>One row more than the page holds, so that the caller sees whether there is another.</summary>
    public Task<IReadOnlyList<ZoomAppRow>> ListAsync(TenantId tenant, PageRequest page, CancellationToken cancellation) =>
        database.QueryAsync<ZoomAppRow>(
            $"""
            SELECT {Columns}
            FROM zoom_apps
            WHERE tenant_id = @tenant AND id > @after
            ORDER BY id
            LIMIT @limit
            """,
            new { tenant, after = page.AfterId ?? 0, limit = page.Limit + 1 },
            cancellation);

    /// <summary>Apps of every tenant: an event says whose it is only by the secret that proves it.</summary>
    public Task<IReadOnlyList<ZoomAppRow>> ListOfAllTenantsAsync(CancellationToken cancellation) =>
        database.QueryAsync<ZoomAppRow>($"SELECT {Columns} FROM zoom_apps ORDER BY id", null, cancellation);
}
