using Reconvene.Client.Deliverables;

namespace Reconvene.Server.Deliverables.Branding;

/// <summary>A row of the table, with or without the logo's bytes.</summary>
internal sealed class BrandRow
{
    public string? Name { get; init; }

    public string? Accent { get; init; }

    public byte[]? Logo { get; init; }

    public long? LogoBytes { get; init; }

    public string? LogoType { get; init; }

    public int? LogoWidth { get; init; }

    public int? LogoHeight { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    private Colour? Asked => Accent is null ? null : Colour.Read(Accent);

    public TenantBrand ToBrand() => new(Name, AccentColours.Of(Asked), ToLogo());

    public BrandLogo? ToLogo() => Logo is null ? null : new BrandLogo(LogoType!, LogoWidth!.Value, LogoHeight!.Value, Logo);

    public BrandView ToView() => new()
    {
        Name = Name,
        Accent = Accent,
        Colours = AccentColours.Of(Asked).View(Asked),
        Logo = LogoType is null
            ? null
            : new BrandLogoView { ContentType = LogoType, Width = LogoWidth!.Value, Height = LogoHeight!.Value, Bytes = LogoBytes!.Value },
        UpdatedAt = UpdatedAt,
    };
}
