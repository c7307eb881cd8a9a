using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.ZoomApps;

namespace Reconvene.Server.Connections;

/// <summary>Writes of <c>zoom_connections</c>.</summary>
internal sealed class ConnectionStore(TimeProvider time)
{
    /// <summary>Null when this app already has a connection to this account.</summary>
    public Task<ConnectionId?> AddServerToServerAsync(
        Work work, TenantId tenant, ZoomAppId app, NewConnection connection, CancellationToken cancellation) =>
        work.FindAsync<ConnectionId?>(
            """
            INSERT INTO zoom_connections (tenant_id, zoom_app_id, platform, account_name, account, grant_kind, account_id,
                is_master_account, is_active, needs_reauth, token_version, created_at, updated_at, version)
            VALUES (@tenant, @app, 'zoom', @AccountName, @Account, 'server_to_server', @AccountId,
                @IsMasterAccount, TRUE, FALSE, 0, @now, @now, 1)
            ON CONFLICT (tenant_id, zoom_app_id, account_id) DO NOTHING
            RETURNING id
            """,
            new
            {
                tenant,
                app,
                connection.AccountName,
                connection.Account,
                connection.AccountId,
                connection.IsMasterAccount,
                now = time.GetUtcNow(),
            },
            cancellation);

    public Task<int> ChangeAsync(
        Work work, TenantId tenant, ConnectionId id, string? accountName, bool? isActive, CancellationToken cancellation) =>
        work.ExecuteAsync(
            """
            UPDATE zoom_connections
            SET account_name = COALESCE(@accountName, account_name), is_active = COALESCE(@isActive, is_active),
                updated_at = @now, version = version + 1
            WHERE tenant_id = @tenant AND id = @id
            """,
            new { tenant, id, accountName, isActive, now = time.GetUtcNow() },
            cancellation);

    /// <summary>New credentials came: what Zoom refused before may be tried again, and old tokens are forgotten.</summary>
    public Task<IReadOnlyList<ConnectionId>> RenewAsync(
        Work work, TenantId tenant, ZoomAppId app, CancellationToken cancellation) =>
        work.QueryAsync<ConnectionId>(
            """
            UPDATE zoom_connections
            SET needs_reauth = FALSE, reason = NULL, access_token_sealed = NULL, access_token_expires_at = NULL,
                token_version = token_version + 1, updated_at = @now, version = version + 1
            WHERE tenant_id = @tenant AND zoom_app_id = @app
            RETURNING id
            """,
            new { tenant, app, now = time.GetUtcNow() },
            cancellation);

    /// <summary>The settings may hold what mends them: those of this client that Zoom refused are tried once more.</summary>
    public Task<int> ReviveAsync(Work work, TenantId tenant, string clientId, CancellationToken cancellation) =>
        work.ExecuteAsync(
            """
            UPDATE zoom_connections
            SET needs_reauth = FALSE, reason = NULL, updated_at = @now, version = version + 1
            WHERE tenant_id = @tenant AND needs_reauth = TRUE
                AND zoom_app_id IN (SELECT id FROM zoom_apps WHERE tenant_id = @tenant AND client_id = @clientId)
            """,
            new { tenant, clientId, now = time.GetUtcNow() },
            cancellation);

    /// <summary>
    /// Zoom refuses this connection until a person acts. Only if the refusal is of the credentials in force: what a
    /// slow answer says of replaced ones is too late.
    /// </summary>
    public Task<int> MarkNeedsReauthAsync(
        Work work, TenantId tenant, ConnectionId id, long tokenVersion, string reason, CancellationToken cancellation) =>
        work.ExecuteAsync(
            """
            UPDATE zoom_connections
            SET needs_reauth = TRUE, reason = @reason, access_token_sealed = NULL, access_token_expires_at = NULL,
                token_version = token_version + 1, updated_at = @now, version = version + 1
            WHERE tenant_id = @tenant AND id = @id AND token_version = @tokenVersion
            """,
            new { tenant, id, tokenVersion, reason, now = time.GetUtcNow() },
            cancellation);

    /// <summary>Removes the connection and all that was learned through it; files on disk are the caller's.</summary>
    public static async Task RemoveAsync(Work work, TenantId tenant, ConnectionId id, CancellationToken cancellation)
    {
        foreach (var statement in new[]
        {
            "DELETE FROM sources WHERE tenant_id = @tenant AND connection_id = @id",
            "DELETE FROM recordings WHERE tenant_id = @tenant AND connection_id = @id",
            "DELETE FROM meetings WHERE tenant_id = @tenant AND connection_id = @id",
            "DELETE FROM zoom_connections WHERE tenant_id = @tenant AND id = @id",
        })
        {
            await work.ExecuteAsync(statement, new { tenant, id }, cancellation);
        }
    }
}
