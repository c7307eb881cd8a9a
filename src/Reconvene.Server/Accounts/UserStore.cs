using System.Security.Cryptography;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Accounts;

/// <summary>Writes people.</summary>
internal sealed class UserStore(TimeProvider time)
{
    public const string AnyOwner =
        "SELECT id FROM users WHERE tenant_id = @tenant AND role = 'owner' ORDER BY id LIMIT 1";

    /// <summary>
    /// Names the tenant. Also takes its row's lock, so that of two setups the second waits here, and then sees the
    /// first one's owner.
    /// </summary>
    public static Task NameTenantAsync(Work work, TenantId tenant, string? name, CancellationToken cancellation) =>
        work.ExecuteAsync(
            "UPDATE tenants SET name = COALESCE(@name, name) WHERE id = @tenant", new { tenant, name }, cancellation);

    public static async Task<bool> HasOwnerAsync(Work work, TenantId tenant, CancellationToken cancellation) =>
        await work.FindAsync<long?>(AnyOwner, new { tenant }, cancellation) is not null;

    public async Task<UserRow> AddOwnerAsync(
        Work work, TenantId tenant, NewOwner owner, string passwordHash, CancellationToken cancellation) =>
        await work.SingleAsync<UserRow>(
            """
            INSERT INTO users
                (tenant_id, email, name, password_hash, role, is_operator, locale, stamp, created_at, updated_at, version)
            VALUES (@tenant, @email, @name, @passwordHash, 'owner', TRUE, 'en', @stamp, @now, @now, 1)
            RETURNING id, tenant_id, email, name, password_hash, role, is_operator, locale, stamp, created_at
            """,
            new
            {
                tenant,
                email = EmailAddress.Normalize(owner.Email),
                name = string.IsNullOrWhiteSpace(owner.Name) ? EmailAddress.Normalize(owner.Email) : owner.Name.Trim(),
                passwordHash,
                stamp = NewStamp(),
                now = time.GetUtcNow(),
            },
            cancellation);

    /// <summary>False when the password was changed meanwhile.</summary>
    public async Task<bool> ChangePasswordAsync(Work work, UserRow user, string passwordHash, CancellationToken cancellation) =>
        await work.ExecuteAsync(
            """
            UPDATE users
            SET password_hash = @passwordHash, stamp = @newStamp, updated_at = @now, version = version + 1
            WHERE tenant_id = @TenantId AND id = @Id AND stamp = @Stamp
            """,
            new { passwordHash, newStamp = NewStamp(), now = time.GetUtcNow(), user.TenantId, user.Id, user.Stamp },
            cancellation) is 1;

    private static string NewStamp() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
