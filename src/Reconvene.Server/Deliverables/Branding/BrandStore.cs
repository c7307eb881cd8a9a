using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Deliverables.Branding;

internal sealed class BrandStore(TimeProvider time)
{
    /// <summary>Writes name and accent; the logo stays.</summary>
    public Task<int> SaveAsync(Work work, TenantId tenant, string? name, string? accent, CancellationToken cancellation) =>
        work.ExecuteAsync(
            """
            INSERT INTO brands (tenant_id, name, accent, updated_at, version)
            VALUES (@tenant, @name, @accent, @now, 1)
            ON CONFLICT (tenant_id) DO UPDATE
            SET name = excluded.name, accent = excluded.accent, updated_at = excluded.updated_at, version = brands.version + 1
            """,
            new { tenant, name, accent, now = time.GetUtcNow() },
            cancellation);

    /// <summary>Writes the logo; name and accent stay.</summary>
    public Task<int> SaveLogoAsync(Work work, TenantId tenant, BrandLogo logo, CancellationToken cancellation) =>
        work.ExecuteAsync(
            """
            INSERT INTO brands (tenant_id, logo, logo_type, logo_width, logo_height, updated_at, version)
            VALUES (@tenant, @bytes, @type, @width, @height, @now, 1)
            ON CONFLICT (tenant_id) DO UPDATE
            SET logo = excluded.logo, logo_type = excluded.logo_type, logo_width = excluded.logo_width,
                logo_height = excluded.logo_height, updated_at = excluded.updated_at, version = brands.version + 1
            """,
            new { tenant, bytes = logo.Bytes, type = logo.ContentType, width = logo.Width, height = logo.Height, now = time.GetUtcNow() },
            cancellation);

    public Task<int> RemoveLogoAsync(Work work, TenantId tenant, CancellationToken cancellation) =>
        work.ExecuteAsync(
            """
            UPDATE brands
            SET logo = NULL, logo_type = NULL, logo_width = NULL, logo_height = NULL, updated_at = @now, version = version + 1
            WHERE tenant_id = @tenant AND logo_type IS NOT NULL
            """,
            new { tenant, now = time.GetUtcNow() },
            cancellation);

    public static Task<int> RemoveAsync(Work work, TenantId tenant, CancellationToken cancellation) =>
        work.ExecuteAsync("DELETE FROM brands WHERE tenant_id = @tenant", new { tenant }, cancellation);
}
