using Reconvene.Client.Accounts;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Accounts;

internal sealed class UserQueries(Database database)
{
    private const string ById = """
        SELECT id, tenant_id, email, name, password_hash, role, is_operator, locale, stamp, created_at
        FROM users
        WHERE tenant_id = @tenant AND id = @user
        """;

    public async Task<bool> HasOwnerAsync(TenantId tenant, CancellationToken cancellation) =>
        await database.FindAsync<long?>(UserStore.AnyOwner, new { tenant }, cancellation) is not null;

    /// <summary>Whose address it is. Addresses are unique over all tenants, so no tenant is named here.</summary>
    public Task<UserRow?> FindByEmailAsync(string email, CancellationToken cancellation) => database.FindAsync<UserRow>(
        """
        SELECT id, tenant_id, email, name, password_hash, role, is_operator, locale, stamp, created_at
        FROM users
        WHERE email = @email
        """,
        new { email = EmailAddress.Normalize(email) },
        cancellation);

    public Task<UserRow?> FindAsync(TenantId tenant, UserId user, CancellationToken cancellation) =>
        database.FindAsync<UserRow>(ById, new { tenant, user }, cancellation);

    public static Task<UserRow?> FindAsync(Work work, TenantId tenant, UserId user, CancellationToken cancellation) =>
        work.FindAsync<UserRow>(ById, new { tenant, user }, cancellation);

    /// <summary>The people of a tenant, in the order in which they came.</summary>
    public async Task<Page<UserView>> ListAsync(TenantId tenant, PageRequest page, CancellationToken cancellation)
    {
        var rows = await database.QueryAsync<UserRow>(
            """
            SELECT id, tenant_id, email, name, role, is_operator, locale, created_at
            FROM users
            WHERE tenant_id = @tenant AND id > @after
            ORDER BY id
            LIMIT @count
            """,
            new { tenant, after = page.AfterId ?? 0, count = page.Limit + 1 },
            cancellation);
        return page.Cut([.. rows.Select(View)], view => (view.Id, view.Id));
    }

    public static UserView View(UserRow row) => new(
        row.Id.Value,
        row.Email,
        row.Name,
        (AccountRole)row.RoleInTenant,
        row.IsOperator,
        row.TenantId.Value,
        row.Locale,
        row.CreatedAt);
}
