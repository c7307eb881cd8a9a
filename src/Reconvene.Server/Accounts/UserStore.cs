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

    public static string NewStamp() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public Task<UserRow> AddAsync(Work work, NewUser person, CancellationToken cancellation) =>
        work.SingleAsync<UserRow>(
            """
            INSERT INTO users
                (tenant_id, email, name, password_hash, role, is_operator, locale, stamp, created_at, updated_at, version)
            VALUES (@Tenant, @email, @name, @PasswordHash, @role, @IsOperator, @locale, @stamp, @now, @now, 1)
            RETURNING id, tenant_id, email, name, password_hash, role, is_operator, locale, stamp, created_at
            """,
            new
            {
                person.Tenant,
                email = EmailAddress.Normalize(person.Email),
                name = string.IsNullOrWhiteSpace(person.Name) ? EmailAddress.Normalize(person.Email) : person.Name.Trim(),
                person.PasswordHash,
                role = Policies.Of(person.Role),
                person.IsOperator,
                locale = person.Locale ?? "en",
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
}
