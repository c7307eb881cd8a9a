using Reconvene.Client.Accounts;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Accounts.Invitations;

internal sealed class InvitationQueries(Database database, TimeProvider time)
{
    /// <summary>The open invitation that a code accepts; null for any other text. The code is what tells the tenant.</summary>
    public async Task<InvitationRow?> FindOpenAsync(string text, CancellationToken cancellation)
    {
        if (InvitationCode.Read(text) is not { } code)
        {
            return null;
        }

        var row = await database.FindAsync<InvitationRow>(
            """
            SELECT i.id, i.tenant_id, t.name AS tenant_name, i.email, i.name, i.role, i.invited_by,
                   i.created_at, i.expires_at, i.accepted_at, i.ended_at
            FROM invitations i
            JOIN tenants t ON t.id = i.tenant_id
            WHERE i.code_hash = @hash
            """,
            new { hash = code.Hash },
            cancellation);
        return row?.StateAt(time.GetUtcNow()) is InvitationState.Open ? row : null;
    }

    /// <summary>All of a tenant, the newest first.</summary>
    public async Task<Page<InvitationView>> ListAsync(TenantId tenant, PageRequest page, CancellationToken cancellation)
    {
        var rows = await database.QueryAsync<InvitationRow>(
            """
            SELECT id, tenant_id, email, name, role, invited_by, created_at, expires_at, accepted_at, ended_at
            FROM invitations
            WHERE tenant_id = @tenant AND id < @before
            ORDER BY id DESC
            LIMIT @count
            """,
            new { tenant, before = page.AfterId ?? long.MaxValue, count = page.Limit + 1 },
            cancellation);
        var now = time.GetUtcNow();
        return page.Cut([.. rows.Select(row => row.View(now))], view => (view.Id, view.Id));
    }
}
