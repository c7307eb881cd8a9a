namespace Reconvene.Client.Sources;

/// <summary>Changes a source; what is left out stays.</summary>
public sealed record ChangeSourceRequest
{
    /// <summary>A new name; 1 to 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Whether it may be synced.</summary>
    public bool? IsActive { get; init; }

    /// <summary>Other recordings; replaces the whole configuration.</summary>
    public ZoomSourceConfig? Config { get; init; }
}
