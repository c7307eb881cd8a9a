namespace Reconvene.Server.Deliverables.Branding;

/// <summary>How a tenant's deliverables look.</summary>
internal sealed record TenantBrand(string? Name, AccentColours Colours, BrandLogo? Logo)
{
    public static readonly TenantBrand None = new(null, AccentColours.Default, null);
}
