using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Accounts.Tenants;

/// <summary>Writes tenants.</summary>
internal sealed class TenantStore(TimeProvider time)
{
    public Task<TenantRow> AddAsync(Work work, string name, CancellationToken cancellation) =>
        work.SingleAsync<TenantRow>(
            "INSERT INTO tenants (name, created_at) VALUES (@name, @now) RETURNING id, name, created_at",
            new { name = name.Trim(), now = time.GetUtcNow() },
            cancellation);

    /// <summary>False when there is no such tenant.</summary>
    public static async Task<bool> RenameAsync(Work work, TenantId tenant, string name, CancellationToken cancellation) =>
        await work.ExecuteAsync(
            "UPDATE tenants SET name = @name WHERE id = @tenant", new { tenant, name = name.Trim() }, cancellation) is 1;

    /// <summary>
    /// Takes the lock of the tenant's row until the transaction ends: who counts its owners while holding it is not
    /// overtaken. False when there is no such tenant.
    /// </summary>
    public static async Task<bool> HoldAsync(Work work, TenantId tenant, CancellationToken cancellation) =>
        await work.ExecuteAsync("UPDATE tenants SET name = name WHERE id = @tenant", new { tenant }, cancellation) is 1;

    /// <summary>
    /// Holds the first tenant's row, under which operators are counted, and then another's: lower ids first. False when
    /// there is no such tenant.
    /// </summary>
    public static async Task<bool> HoldWithFirstAsync(Work work, TenantId tenant, CancellationToken cancellation)
    {
        await HoldAsync(work, TenantId.First, cancellation);
        return await HoldAsync(work, tenant, cancellation);
    }
}
