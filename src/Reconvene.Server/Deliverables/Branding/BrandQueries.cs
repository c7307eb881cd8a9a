using Reconvene.Client.Deliverables;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Deliverables.Branding;

internal sealed class BrandQueries(Database database)
{
    public async Task<BrandView> ViewAsync(TenantId tenant, CancellationToken cancellation)
    {
        var row = await database.FindAsync<BrandRow>(
            """
            SELECT name, accent, logo_type, logo_width, logo_height, length(logo) AS logo_bytes, updated_at
            FROM brands
            WHERE tenant_id = @tenant
            """,
            new { tenant },
            cancellation);
        return (row ?? new BrandRow()).ToView();
    }

    /// <summary>With the logo's bytes.</summary>
    public async Task<TenantBrand> FindAsync(TenantId tenant, CancellationToken cancellation)
    {
        var row = await database.FindAsync<BrandRow>(
            "SELECT name, accent, logo, logo_type, logo_width, logo_height FROM brands WHERE tenant_id = @tenant",
            new { tenant },
            cancellation);
        return row?.ToBrand() ?? TenantBrand.None;
    }
}
