using Reconvene.Client.Accounts;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Accounts.Tenants;

/// <summary>Tenants as operators see them: that they exist, and nothing of what is in them.</summary>
internal sealed class TenantQueries(Database database)
{
    public const string Views = """
        SELECT t.id, t.name, t.created_at,
               CASE WHEN EXISTS (SELECT 1 FROM users u WHERE u.tenant_id = t.id AND u.role = 'owner') THEN TRUE ELSE FALSE END AS has_owner
        FROM tenants t
        """;

    public async Task<Page<TenantView>> ListAsync(PageRequest page, CancellationToken cancellation)
    {
        var rows = await database.QueryAsync<TenantRow>(
            $"{Views} WHERE t.id > @after ORDER BY t.id LIMIT @count",
            new { after = page.AfterId ?? 0, count = page.Limit + 1 },
            cancellation);
        return page.Cut([.. rows.Select(row => row.View())], view => (view.Id, view.Id));
    }

    public async Task<TenantView?> FindAsync(TenantId tenant, CancellationToken cancellation) =>
        (await database.FindAsync<TenantRow>($"{Views} WHERE t.id = @tenant", new { tenant }, cancellation))?.View();
}
