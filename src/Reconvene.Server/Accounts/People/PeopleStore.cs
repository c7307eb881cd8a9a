using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Accounts.People;

/// <summary>Changes people. What they may do changes with their stamp, so that tokens made before are refused.</summary>
internal sealed class PeopleStore(TimeProvider time)
{
    /// <summary>Whether somebody else owns the tenant too. Hold the tenant's row first.</summary>
    public static async Task<bool> HasOtherOwnerAsync(
        Work work, TenantId tenant, UserId user, CancellationToken cancellation) =>
        await work.FindAsync<long?>(
            "SELECT id FROM users WHERE tenant_id = @tenant AND role = 'owner' AND id <> @user ORDER BY id LIMIT 1",
            new { tenant, user },
            cancellation) is not null;

    /// <summary>Whether somebody else runs the server too, of whatever tenant. Hold the first tenant's row first.</summary>
    public static async Task<bool> HasOtherOperatorAsync(Work work, UserId user, CancellationToken cancellation) =>
        await work.FindAsync<long?>(
            "SELECT id FROM users WHERE is_operator = TRUE AND id <> @user ORDER BY id LIMIT 1", new { user }, cancellation) is not null;

    public Task ChangeRoleAsync(Work work, UserRow user, Role role, CancellationToken cancellation) => work.ExecuteAsync(
        """
        UPDATE users SET role = @role, stamp = @stamp, updated_at = @now, version = version + 1
        WHERE tenant_id = @TenantId AND id = @Id
        """,
        new { role = Policies.Of(role), stamp = UserStore.NewStamp(), now = time.GetUtcNow(), user.TenantId, user.Id },
        cancellation);

    public Task ChangeOperatorAsync(Work work, UserRow user, bool isOperator, CancellationToken cancellation) =>
        work.ExecuteAsync(
            """
            UPDATE users SET is_operator = @isOperator, stamp = @stamp, updated_at = @now, version = version + 1
            WHERE tenant_id = @TenantId AND id = @Id
            """,
            new { isOperator, stamp = UserStore.NewStamp(), now = time.GetUtcNow(), user.TenantId, user.Id },
            cancellation);

    public Task ChangeOwnAsync(
        Work work, Caller caller, string? name, string? locale, CancellationToken cancellation) => work.ExecuteAsync(
        """
        UPDATE users
        SET name = COALESCE(@name, name), locale = COALESCE(@locale, locale), updated_at = @now, version = version + 1
        WHERE tenant_id = @tenant AND id = @user
        """,
        new { name, locale, now = time.GetUtcNow(), tenant = caller.Tenant, user = caller.User },
        cancellation);

    /// <summary>Takes keys and sign-ins along, which refer to the row.</summary>
    public static Task RemoveAsync(Work work, UserRow user, CancellationToken cancellation) => work.ExecuteAsync(
        "DELETE FROM users WHERE tenant_id = @TenantId AND id = @Id", new { user.TenantId, user.Id }, cancellation);
}
