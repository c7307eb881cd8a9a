using Reconvene.Client.Connections;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Connections;

internal sealed class ConnectionQueries(Database database)
{
    private const string View = """
        SELECT c.id, c.platform, c.account_name, c.grant_kind AS type, c.account_id, a.client_id, c.zoom_app_id,
            c.is_master_account, c.is_active, c.needs_reauth, c.reason, c.last_used_at, c.created_at, c.updated_at
        FROM zoom_connections c
        JOIN zoom_apps a ON a.id = c.zoom_app_id AND a.tenant_id = c.tenant_id
        """;

    private const string Connection = """
        SELECT id, tenant_id, zoom_app_id, account_name, account_id, is_master_account, is_active, needs_reauth, reason
        FROM zoom_connections
        """;

    public async Task<CredentialView?> FindViewAsync(
        TenantId tenant, ConnectionId id, CancellationToken cancellation) =>
        (await database.FindAsync<CredentialRow>(
            $"{View} WHERE c.tenant_id = @tenant AND c.id = @id", new { tenant, id }, cancellation))?.ToView();

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

    public Task<ZoomConnection?> FindAsync(TenantId tenant, ConnectionId id, CancellationToken cancellation) =>
        database.FindAsync<ZoomConnection>(
            $"{Connection} WHERE tenant_id = @tenant AND id = @id", new { tenant, id }, cancellation);

    /// <summary>What would be left without its connection; empty when it may be removed freely.</summary>
    public async Task<ConnectionUse> UseAsync(TenantId tenant, ConnectionId id, CancellationToken cancellation) =>
        (await database.FindAsync<ConnectionUse>(
            """
            SELECT
                (SELECT COUNT(*) FROM sources WHERE tenant_id = @tenant AND connection_id = @id) AS sources,
                (SELECT COUNT(*) FROM recordings WHERE tenant_id = @tenant AND connection_id = @id) AS recordings
            """,
            new { tenant, id },
            cancellation))!;

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
