namespace Reconvene.Client.Deliverables;

/// <summary>How deliverables are to look; what is left out, or null, becomes the default again. The logo stays as it is.</summary>
public sealed record BrandRequest
{
    /// <summary>Whose documents they are, 1 to 80 characters; null for none.</summary>
    public string? Name { get; init; }

    /// <summary>The colour of links, bars and marks, such as <c>#2456c7</c>; null for the default.</summary>
    public string? Accent { get; init; }
}
