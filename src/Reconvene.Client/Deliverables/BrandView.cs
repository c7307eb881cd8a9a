namespace Reconvene.Client.Deliverables;

/// <summary>How a tenant's deliverables look.</summary>
public sealed record BrandView
{
    /// <summary>Whose documents they are; null when nobody said.</summary>
    public required string? Name { get; init; }

    /// <summary>The colour that was asked for, such as <c>#2456c7</c>; null for the default.</summary>
    public required string? Accent { get; init; }

    /// <summary>The colours that are used.</summary>
    public required BrandColours Colours { get; init; }

    /// <summary>The logo, read at <c>/api/v1/brand/logo</c>; null when there is none.</summary>
    public required BrandLogoView? Logo { get; init; }

    /// <summary>When it was last changed; null when it never was.</summary>
    public required DateTimeOffset? UpdatedAt { get; init; }
}
