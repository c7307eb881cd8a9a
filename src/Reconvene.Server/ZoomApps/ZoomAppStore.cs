using System.Diagnostics.CodeAnalysis;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.ZoomApps;

/// <summary>Writes to <c>zoom_apps</c>, and the reads that decide them.</summary>
[SuppressMessage("Performance", "CA1822", Justification = "One way to call the store, whatever a statement needs.")]
internal sealed class ZoomAppStore(TimeProvider time)
{
    /// <summary>Adds an app without secrets (they are sealed to its id); null when the name or the client id is taken.</summary>
    public Task<ZoomAppId?> InsertAsync(
        Work work, TenantId tenant, string name, string clientId, string? redirectUri, CancellationToken cancellation) =>
        work.FindAsync<ZoomAppId?>(
            """
            INSERT INTO zoom_apps (tenant_id, name, client_id, redirect_uri, created_at, updated_at, version)
            VALUES (@tenant, @name, @clientId, @redirectUri, @now, @now, 1)
            ON CONFLICT DO NOTHING
            RETURNING id
            """,
            new { tenant, name, clientId, redirectUri, now = time.GetUtcNow() },
            cancellation);

    /// <summary>Writes everything that can change; false when another wrote since the row was read.</summary>
    public async Task<bool> UpdateAsync(Work work, ZoomAppRow row, CancellationToken cancellation) =>
        await work.ExecuteAsync(
            """
            UPDATE zoom_apps
            SET name = @name, client_id = @clientId, redirect_uri = @redirectUri, client_secret_sealed = @clientSecret,
                webhook_secrets_sealed = @webhookSecrets, updated_at = @now, version = version + 1
            WHERE id = @id AND tenant_id = @tenant AND version = @version
            """,
            new
            {
                id = row.Id,
                tenant = row.TenantId,
                name = row.Name,
                clientId = row.ClientId,
                redirectUri = row.RedirectUri,
                clientSecret = row.ClientSecretSealed,
                webhookSecrets = row.WebhookSecretsSealed,
                now = time.GetUtcNow(),
                version = row.Version,
            },
            cancellation) is 1;

    public Task<int> DeleteAsync(Work work, TenantId tenant, ZoomAppId id, CancellationToken cancellation) =>
        work.ExecuteAsync(
            "DELETE FROM zoom_apps WHERE id = @id AND tenant_id = @tenant", new { id, tenant }, cancellation);

    public Task<ZoomAppRow?> FindAsync(Work work, TenantId tenant, ZoomAppId id, CancellationToken cancellation) =>
        work.FindAsync<ZoomAppRow>(
            $"SELECT {ZoomAppQueries.Columns} FROM zoom_apps WHERE id = @id AND tenant_id = @tenant",
            new { id, tenant },
            cancellation);

    public Task<ZoomAppRow?> FindByClientAsync(
        Work work, TenantId tenant, string clientId, CancellationToken cancellation) =>
        work.FindAsync<ZoomAppRow>(
            $"SELECT {ZoomAppQueries.Columns} FROM zoom_apps WHERE tenant_id = @tenant AND client_id = @clientId",
            new { tenant, clientId },
            cancellation);

    public Task<ZoomAppRow?> FindByNameAsync(Work work, TenantId tenant, string name, CancellationToken cancellation) =>
        work.FindAsync<ZoomAppRow>(
            $"SELECT {ZoomAppQueries.Columns} FROM zoom_apps WHERE tenant_id = @tenant AND name = @name",
            new { tenant, name },
            cancellation);

    /// <summary>Names are one set for the whole server, so every tenant's count.</summary>
    public async Task<IReadOnlySet<string>> NamesLikeAsync(Work work, string stem, CancellationToken cancellation)
    {
        var names = await work.QueryAsync<string>(
            "SELECT name FROM zoom_apps WHERE name LIKE @pattern", new { pattern = stem + "%" }, cancellation);
        return names.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The first few connections that need the app.</summary>
    public Task<IReadOnlyList<ZoomAppUse>> UsesAsync(
        Work work, TenantId tenant, ZoomAppId id, CancellationToken cancellation) =>
        work.QueryAsync<ZoomAppUse>(
            """
            SELECT id, account_name
            FROM zoom_connections
            WHERE tenant_id = @tenant AND zoom_app_id = @id
            ORDER BY id
            LIMIT 10
            """,
            new { tenant, id },
            cancellation);

    /// <summary>Whether Zoom is still to be told that a grant of the app is not wanted, or a person is to say so.</summary>
    public async Task<bool> HasGrantsAsync(Work work, TenantId tenant, ZoomAppId id, CancellationToken cancellation) =>
        await work.FindAsync<long?>(
            """
            SELECT 1 FROM revocations WHERE tenant_id = @tenant AND zoom_app_id = @id
            UNION ALL
            SELECT 1 FROM consents WHERE tenant_id = @tenant AND zoom_app_id = @id AND grant_sealed IS NOT NULL
            LIMIT 1
            """,
            new { tenant, id },
            cancellation) is not null;

    /// <summary>Moves the times of the last question and the last event forward, never back.</summary>
    public Task<int> SeenAsync(Work work, TenantId tenant, ZoomAppId id, ZoomAppSighting sighting, CancellationToken cancellation) =>
        work.ExecuteAsync(
            """
            UPDATE zoom_apps
            SET last_crc_at = CASE WHEN COALESCE(last_crc_at, 0) < @crcAt THEN @crcAt ELSE last_crc_at END,
                last_event_at = CASE WHEN COALESCE(last_event_at, 0) < @eventAt THEN @eventAt ELSE last_event_at END
            WHERE id = @id AND tenant_id = @tenant
            """,
            new { id, tenant, crcAt = Moment(sighting.CrcAt), eventAt = Moment(sighting.EventAt) },
            cancellation);

    // 0 is older than everything, so it moves nothing.
    private static long Moment(DateTimeOffset? at) => at?.ToUnixTimeMilliseconds() ?? 0;
}

/// <summary>A connection that uses an app.</summary>
internal sealed class ZoomAppUse
{
    public long Id { get; init; }

    public string AccountName { get; init; } = "";
}
