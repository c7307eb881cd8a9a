namespace Reconvene.Client.Deliverables;

/// <summary>A logo, without its bytes.</summary>
public sealed record BrandLogoView
{
    /// <summary><c>image/png</c> or <c>image/jpeg</c>.</summary>
    public required string ContentType { get; init; }

    /// <summary>In pixels.</summary>
    public required int Width { get; init; }

    /// <summary>In pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Its size.</summary>
    public required long Bytes { get; init; }
}
