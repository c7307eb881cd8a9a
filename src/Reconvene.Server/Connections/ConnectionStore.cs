using Reconvene.Server.Accounts;
using Reconvene.Server.Connections.Consent;
using Reconvene.Server.Connections.Rates.Store;
using Reconvene.Server.Connections.Tokens;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.ZoomApps;

namespace Reconvene.Server.Connections;

/// <summary>Writes of <c>zoom_connections</c>.</summary>
internal sealed class ConnectionStore(TokenStore tokens, TimeProvider time)
{
    /// <summary>Null when this app already has a connection to this account, or to this Zoom user.</summary>
    public async Task<ConnectionId?> AddAsync(
        Work work, TenantId tenant, ZoomAppId app, NewConnection connection, CancellationToken cancellation)
    {
        var made = await work.FindAsync<ConnectionId?>(
            """
            INSERT INTO zoom_connections (tenant_id, zoom_app_id, platform, account_name, account, grant_kind, account_id,
                zoom_account_id, zoom_user_id, zoom_email, user_id, plan, is_master_account, is_active, needs_reauth,
                connected_at, created_at, updated_at, version)
            VALUES (@tenant, @app, 'zoom', @AccountName, @Account, @GrantKind, @AccountId,
                @ZoomAccountId, @ZoomUserId, @ZoomEmail, @User, @Plan, @IsMasterAccount, TRUE, FALSE, @now, @now, @now, 1)
            ON CONFLICT DO NOTHING
            RETURNING id
            """,
            new
            {
                tenant,
                app,
                connection.AccountName,
                connection.Account,
                connection.GrantKind,
                connection.AccountId,
                connection.ZoomAccountId,
                connection.ZoomUserId,
                connection.ZoomEmail,
                connection.User,
                connection.Plan,
                connection.IsMasterAccount,
                now = time.GetUtcNow(),
            },
            cancellation);
        if (made is { } id)
        {
            await tokens.AddAsync(work, new(tenant, id), connection.Token, cancellation);
        }

        return made;
    }

    public Task<int> ChangeAsync(
        Work work, TenantId tenant, ConnectionId id, ChangedConnection change, CancellationToken cancellation) =>
        work.ExecuteAsync(
            """
            UPDATE zoom_connections
            SET account_name = COALESCE(@AccountName, account_name), is_active = COALESCE(@IsActive, is_active),
                plan = COALESCE(@Plan, plan), updated_at = @now, version = version + 1
            WHERE tenant_id = @tenant AND id = @id
            """,
            new { tenant, id, change.AccountName, change.IsActive, change.Plan, now = time.GetUtcNow() },
            cancellation);

    /// <summary>
    /// The app has a new client secret: what Zoom refused before may be tried again, and what the old secret gave is
    /// forgotten where a new token can be had.
    /// </summary>
    public async Task<IReadOnlyList<ConnectionId>> RenewAsync(
        Work work, TenantId tenant, ZoomAppId app, CancellationToken cancellation)
    {
        var renewed = await work.QueryAsync<ConnectionId>(
            """
            UPDATE zoom_connections
            SET needs_reauth = FALSE, reason = NULL, updated_at = @now, version = version + 1
            WHERE tenant_id = @tenant AND zoom_app_id = @app
            RETURNING id
            """,
            new { tenant, app, now = time.GetUtcNow() },
            cancellation);
        await work.ExecuteAsync(
            """
            UPDATE zoom_tokens
            SET access_token_sealed = NULL, access_token_expires_at = NULL, version = version + 1
            WHERE tenant_id = @tenant AND connection_id IN (
                SELECT id FROM zoom_connections
                WHERE tenant_id = @tenant AND zoom_app_id = @app AND grant_kind = 'server_to_server')
            """,
            new { tenant, app },
            cancellation);
        return renewed;
    }

    /// <summary>The settings may hold what mends them: those of this client that Zoom refused are tried once more.</summary>
    public Task<IReadOnlyList<ConnectionId>> ReviveAsync(
        Work work, TenantId tenant, string clientId, CancellationToken cancellation) =>
        work.QueryAsync<ConnectionId>(
            """
            UPDATE zoom_connections
            SET needs_reauth = FALSE, reason = NULL, updated_at = @now, version = version + 1
            WHERE tenant_id = @tenant AND needs_reauth = TRUE
                AND zoom_app_id IN (SELECT id FROM zoom_apps WHERE tenant_id = @tenant AND client_id = @clientId)
            RETURNING id
            """,
            new { tenant, clientId, now = time.GetUtcNow() },
            cancellation);

    /// <summary>
    /// A person gave this connection a new grant: it lives again, with its sources and its history. The name stays if a
    /// person chose it.
    /// </summary>
    public Task<int> ReconnectAsync(
        Work work, ConnectionId id, ConsentRow consent, ConsentGrant grant, CancellationToken cancellation) =>
        work.ExecuteAsync(
            """
            UPDATE zoom_connections
            SET needs_reauth = FALSE, is_active = TRUE, reason = NULL, zoom_app_id = @ZoomAppId,
                user_id = COALESCE(user_id, @UserId),
                account_name = CASE WHEN account_name = zoom_email THEN @ZoomEmail ELSE account_name END,
                zoom_email = @ZoomEmail, zoom_user_id = @ZoomUserId, zoom_account_id = @ZoomAccountId,
                connected_at = @now, updated_at = @now, version = version + 1
            WHERE tenant_id = @TenantId AND id = @id
            """,
            new
            {
                consent.TenantId,
                id,
                consent.ZoomAppId,
                consent.UserId,
                grant.ZoomEmail,
                grant.ZoomUserId,
                grant.ZoomAccountId,
                now = time.GetUtcNow(),
            },
            cancellation);

    /// <summary>
    /// Zoom refuses this connection until a person acts. Only if the refusal is of the token in force: what a slow
    /// answer says of a replaced one is too late.
    /// </summary>
    public Task<int> MarkNeedsReauthAsync(
        Work work, TenantId tenant, ConnectionId id, long tokenVersion, string reason, CancellationToken cancellation) =>
        work.ExecuteAsync(
            """
            UPDATE zoom_connections
            SET needs_reauth = TRUE, reason = @reason, updated_at = @now, version = version + 1
            WHERE tenant_id = @tenant AND id = @id AND needs_reauth = FALSE AND EXISTS (
                SELECT 1 FROM zoom_tokens t
                WHERE t.tenant_id = @tenant AND t.connection_id = @id AND t.account_id = '' AND t.version = @tokenVersion)
            """,
            new { tenant, id, tokenVersion, reason = Fit(reason), now = time.GetUtcNow() },
            cancellation);

    /// <summary>
    /// Takes the row's lock, in this order before those of its tokens and of what rests on it. False when it is gone.
    /// </summary>
    public static async Task<bool> HoldAsync(Work work, TenantId tenant, ConnectionId id, CancellationToken cancellation) =>
        await work.ExecuteAsync(
            "UPDATE zoom_connections SET version = version WHERE tenant_id = @tenant AND id = @id",
            new { tenant, id },
            cancellation) is 1;

    /// <summary>
    /// Removes the connection and all that was learned through it, and tells how many recordings that were; files on disk
    /// are the caller's. Jobs go too, as their rows name people: a step under way finds its row gone and stops.
    /// </summary>
    public static async Task<int> RemoveAsync(Work work, TenantId tenant, ConnectionId id, CancellationToken cancellation)
    {
        var row = new { tenant, id, account = $"{id.Value}" };
        await work.ExecuteAsync("DELETE FROM sources WHERE tenant_id = @tenant AND connection_id = @id", row, cancellation);
        var recordings = await work.ExecuteAsync(
            "DELETE FROM recordings WHERE tenant_id = @tenant AND connection_id = @id", row, cancellation);
        await work.ExecuteAsync("DELETE FROM meetings WHERE tenant_id = @tenant AND connection_id = @id", row, cancellation);
        await work.ExecuteAsync("DELETE FROM jobs WHERE tenant_id = @tenant AND account = @account", row, cancellation);
        await work.ExecuteAsync("DELETE FROM zoom_connections WHERE tenant_id = @tenant AND id = @id", row, cancellation);

        await RemoveBudgets.RunAsync(work, tenant, cancellation);
        return recordings;
    }

    /// <summary>The environment says which plan the account of a Server-to-Server app has.</summary>
    public Task<int> SetPlanAsync(
        Work work, TenantId tenant, string clientId, string account, string plan, CancellationToken cancellation) =>
        work.ExecuteAsync(
            """
            UPDATE zoom_connections
            SET plan = @plan, updated_at = @now, version = version + 1
            WHERE tenant_id = @tenant AND account_id = @account AND plan <> @plan
                AND zoom_app_id IN (SELECT id FROM zoom_apps WHERE tenant_id = @tenant AND client_id = @clientId)
            """,
            new { tenant, clientId, account, plan, now = time.GetUtcNow() },
            cancellation);

    // The column's own limit; Zoom's sentences are its own to choose.
    private static string Fit(string reason) => reason.Length <= 1000 ? reason : reason[..1000];
}
