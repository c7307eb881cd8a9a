using Reconvene.Client.Connections;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections.Checks;
using Reconvene.Server.Connections.Removal;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Http;
using Reconvene.Server.ZoomApps;

namespace Reconvene.Server.Connections;

internal sealed class ConnectionQueries(Database database, CheckStore checks)
{
    private const string View = """
        SELECT c.id, c.platform, c.account_name, c.grant_kind AS type, c.account_id, a.client_id, c.zoom_app_id,
            c.zoom_user_id, c.zoom_email, c.plan, c.is_master_account, c.is_active, c.needs_reauth, c.reason, c.connected_at,
            c.last_used_at, c.created_at, c.updated_at
        FROM zoom_connections c
        JOIN zoom_apps a ON a.id = c.zoom_app_id AND a.tenant_id = c.tenant_id
        """;

    private const string Use = """
        SELECT
            (SELECT COUNT(*) FROM sources WHERE tenant_id = @tenant AND connection_id = @id) AS sources,
            (SELECT COUNT(*) FROM recordings WHERE tenant_id = @tenant AND connection_id = @id) AS recordings
        """;

    private const string Connection = """
        SELECT id, tenant_id, zoom_app_id, account_name, account_id, zoom_account_id, plan, grant_kind, zoom_user_id,
            zoom_email, connected_at, is_master_account, is_active, needs_reauth, reason
        FROM zoom_connections
        """;

    /// <summary>With the report of its last check.</summary>
    public async Task<CredentialView?> FindViewAsync(
        TenantId tenant, ConnectionId id, CancellationToken cancellation) =>
        (await database.FindAsync<CredentialRow>(
            $"{View} WHERE c.tenant_id = @tenant AND c.id = @id", new { tenant, id }, cancellation))?.ToView() is { } view
            ? view with { LastCheck = await checks.FindAsync(tenant, id, cancellation) }
            : null;

    public async Task<Page<CredentialView>> ListAsync(
        TenantId tenant, PageRequest page, CancellationToken cancellation)
    {
        var rows = await database.QueryAsync<CredentialRow>(
            $"""
            {View}
            WHERE c.tenant_id = @tenant AND c.id > @after
            ORDER BY c.id
            LIMIT @take
            """,
            new { tenant, after = page.AfterId ?? 0, take = page.Limit + 1 },
            cancellation);
        return page.Cut([.. rows.Select(row => row.ToView())], view => (view.Id, view.Id));
    }

    public async Task<ZoomConnection?> FindAsync(TenantId tenant, ConnectionId id, CancellationToken cancellation)
    {
        var connection = await database.FindAsync<ZoomConnection>(
            $"{Connection} WHERE tenant_id = @tenant AND id = @id", new { tenant, id }, cancellation);
        return connection is { IsMasterAccount: true }
            ? connection with { SubAccounts = await SubAccountsAsync(tenant, id, cancellation) }
            : connection;
    }

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

    /// <summary>The caller's newest connection of their own, else the tenant's newest Server-to-Server one.</summary>
    public Task<ZoomConnection?> FindForCallerAsync(Caller caller, CancellationToken cancellation) =>
        database.FindAsync<ZoomConnection>(
            $"""
            {Connection}
            WHERE tenant_id = @tenant AND is_active = TRUE
                AND ((grant_kind = 'oauth' AND user_id = @user) OR grant_kind = 'server_to_server')
            ORDER BY CASE WHEN grant_kind = 'oauth' THEN 0 ELSE 1 END, connected_at DESC, id DESC
            LIMIT 1
            """,
            new { tenant = caller.Tenant, user = caller.User },
            cancellation);

    /// <summary>The connection of one Zoom user through one app.</summary>
    public static Task<ZoomConnection?> FindOfUserAsync(
        Work work, TenantId tenant, ZoomAppId app, string zoomUserId, CancellationToken cancellation) =>
        work.FindAsync<ZoomConnection>(
            $"{Connection} WHERE tenant_id = @tenant AND zoom_app_id = @app AND zoom_user_id = @zoomUserId",
            new { tenant, app, zoomUserId },
            cancellation);

    public static Task<ZoomConnection?> FindAsync(
        Work work, TenantId tenant, ConnectionId id, CancellationToken cancellation) =>
        work.FindAsync<ZoomConnection>(
            $"{Connection} WHERE tenant_id = @tenant AND id = @id", new { tenant, id }, cancellation);

    /// <summary>What would be left without its connection; empty when it may be removed freely.</summary>
    public async Task<ConnectionUse> UseAsync(TenantId tenant, ConnectionId id, CancellationToken cancellation) =>
        (await database.FindAsync<ConnectionUse>(Use, new { tenant, id }, cancellation))!;

    /// <summary>The same as the transaction sees it.</summary>
    public static async Task<ConnectionUse> UseAsync(
        Work work, TenantId tenant, ConnectionId id, CancellationToken cancellation) =>
        (await work.FindAsync<ConnectionUse>(Use, new { tenant, id }, cancellation))!;

    private async Task<IReadOnlySet<string>> SubAccountsAsync(
        TenantId tenant, ConnectionId id, CancellationToken cancellation)
    {
        var accounts = await database.QueryAsync<string>(
            "SELECT account_id FROM zoom_tokens WHERE tenant_id = @tenant AND connection_id = @id AND account_id <> ''",
            new { tenant, id },
            cancellation);
        return accounts.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Dapper reads columns into settable properties; the public record has none that may be left out.</summary>
    private sealed class CredentialRow
    {
        public long Id { get; init; }

        public string Platform { get; init; } = "";

        public string AccountName { get; init; } = "";

        public string Type { get; init; } = "";

        public string? AccountId { get; init; }

        public string? ClientId { get; init; }

        public long? ZoomAppId { get; init; }

        public string? ZoomUserId { get; init; }

        public string? ZoomEmail { get; init; }

        public DateTimeOffset? ConnectedAt { get; init; }

        public string Plan { get; init; } = "";

        public bool IsMasterAccount { get; init; }

        public bool IsActive { get; init; }

        public bool NeedsReauth { get; init; }

        public string? Reason { get; init; }

        public DateTimeOffset? LastUsedAt { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public DateTimeOffset UpdatedAt { get; init; }

        public CredentialView ToView() => new()
        {
            Id = Id,
            Platform = Platform,
            AccountName = AccountName,
            Type = Type,
            AccountId = AccountId,
            ClientId = ClientId,
            ZoomAppId = ZoomAppId,
            ZoomUserId = ZoomUserId,
            ZoomEmail = ZoomEmail,
            ConnectedAt = ConnectedAt ?? CreatedAt,
            Plan = Plan,
            IsMasterAccount = IsMasterAccount,
            IsActive = IsActive,
            NeedsReauth = NeedsReauth,
            Reason = Reason,
            LastUsedAt = LastUsedAt,
            CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt,
        };
    }
}
