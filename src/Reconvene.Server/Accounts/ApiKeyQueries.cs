using Reconvene.Client.Accounts;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Accounts;

internal sealed class ApiKeyQueries(Database database)
{
    /// <summary>By the key's own beginning, which is unique over all tenants: it is what tells the tenant.</summary>
    public Task<ApiKeyRow?> FindByPrefixAsync(string prefix, CancellationToken cancellation) => database.FindAsync<ApiKeyRow>(
        """
        SELECT k.id, k.tenant_id, k.user_id, k.name, k.prefix, k.key_hash, k.scope, u.role, u.is_operator,
               k.created_at, k.expires_at, k.last_used_at
        FROM api_keys k
        JOIN users u ON u.id = k.user_id AND u.tenant_id = k.tenant_id
        WHERE k.prefix = @prefix AND k.revoked_at IS NULL
        """,
        new { prefix },
        cancellation);

    /// <summary>An owner sees the keys of everyone in the tenant, others their own. The newest first.</summary>
    public async Task<Page<ApiKeyView>> ListAsync(Caller caller, PageRequest page, CancellationToken cancellation)
    {
        var rows = await database.QueryAsync<ApiKeyRow>(
            """
            SELECT k.id, k.tenant_id, k.user_id, k.name, k.prefix, k.key_hash, k.scope, u.role,
                   k.created_at, k.expires_at, k.last_used_at
            FROM api_keys k
            JOIN users u ON u.id = k.user_id AND u.tenant_id = k.tenant_id
            WHERE k.tenant_id = @tenant
              AND k.revoked_at IS NULL
              AND (@ofEveryone = TRUE OR k.user_id = @user)
              AND k.id < @before
            ORDER BY k.id DESC
            LIMIT @count
            """,
            new
            {
                tenant = caller.Tenant,
                user = caller.User,
                ofEveryone = caller.Role is Role.Owner,
                before = page.AfterId ?? long.MaxValue,
                count = page.Limit + 1,
            },
            cancellation);
        return page.Cut([.. rows.Select(row => row.View())], view => (view.Id, view.Id));
    }
}
