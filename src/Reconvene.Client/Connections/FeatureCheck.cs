namespace Reconvene.Client.Connections;

/// <summary>Whether a connection's scopes are enough for a feature.</summary>
public enum FeatureAvailability
{
    /// <summary>They are enough.</summary>
    Yes,

    /// <summary>Some are missing.</summary>
    No,

    /// <summary>Zoom did not tell which scopes were granted.</summary>
    Unknown,
}

/// <summary>A feature, and whether the connection's scopes are enough for it.</summary>
public sealed record FeatureCheck
{
    /// <summary>Its lasting id, such as <c>own-recordings</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Its English name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the scopes are enough.</summary>
    public required FeatureAvailability Available { get; init; }

    /// <summary>What Zoom operations lack a scope; empty unless <see cref="Available"/> is no.</summary>
    public required IReadOnlyList<MissingScopes> Missing { get; init; }
}

/// <summary>A Zoom operation that no granted scope allows, and what to add to the app.</summary>
public sealed record MissingScopes
{
    /// <summary>Our name of the operation, such as <c>ListUsers</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>Any one of these is enough, in an app with granular scopes, as all new apps are; the narrowest first.</summary>
    public required IReadOnlyList<string> AnyOf { get; init; }

    /// <summary>Any one of these is enough, in an older app with classic scopes; the narrowest first.</summary>
    public required IReadOnlyList<string> Classic { get; init; }
}
