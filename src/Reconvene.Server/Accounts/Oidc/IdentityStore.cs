using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Accounts.Oidc;

/// <summary>Reads and writes who of an outside issuer is who of ours.</summary>
internal sealed class IdentityStore(Database database, TimeProvider time)
{
    /// <summary>The issuer and its subject tell the tenant: the pair is unique over all of them.</summary>
    public Task<IdentityRow?> FindAsync(OidcPerson person, CancellationToken cancellation) => database.FindAsync<IdentityRow>(
        """
        SELECT u.tenant_id, u.id AS user_id, u.role, u.is_operator, i.last_issued_at
        FROM user_identities i
        JOIN users u ON u.id = i.user_id AND u.tenant_id = i.tenant_id
        WHERE i.issuer = @Issuer AND i.subject = @Subject
        """,
        new { person.Issuer, person.Subject },
        cancellation);

    /// <summary>False when the pair is bound already, or the person to another subject of the same issuer.</summary>
    public async Task<bool> BindAsync(Work work, UserRow user, OidcPerson person, CancellationToken cancellation) =>
        await work.ExecuteAsync(
            """
            INSERT INTO user_identities (tenant_id, user_id, issuer, subject, last_issued_at, created_at)
            VALUES (@TenantId, @Id, @Issuer, @Subject, 0, @now)
            ON CONFLICT DO NOTHING
            """,
            new { user.TenantId, user.Id, person.Issuer, person.Subject, now = time.GetUtcNow() },
            cancellation) is 1;

    /// <summary>Whether the token is newer than every one seen before.</summary>
    public static async Task<bool> NoteAsync(
        Work work, IdentityRow identity, OidcPerson person, CancellationToken cancellation) =>
        await work.ExecuteAsync(
            """
            UPDATE user_identities SET last_issued_at = @IssuedAt
            WHERE tenant_id = @TenantId AND issuer = @Issuer AND subject = @Subject AND last_issued_at < @IssuedAt
            """,
            new { person.IssuedAt, identity.TenantId, person.Issuer, person.Subject },
            cancellation) is 1;

    public async Task<bool> HasTenantAsync(TenantId tenant, CancellationToken cancellation) =>
        await database.FindAsync<long?>("SELECT id FROM tenants WHERE id = @tenant", new { tenant }, cancellation) is not null;
}
