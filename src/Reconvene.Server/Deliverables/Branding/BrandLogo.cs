namespace Reconvene.Server.Deliverables.Branding;

/// <summary>A picture that <see cref="ReadLogo"/> let through.</summary>
internal sealed record BrandLogo(string ContentType, int Width, int Height, byte[] Bytes)
{
    public const string Png = "image/png";
    public const string Jpeg = "image/jpeg";
}
