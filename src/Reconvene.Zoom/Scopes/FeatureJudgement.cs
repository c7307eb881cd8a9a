namespace Reconvene.Zoom.Scopes;

/// <summary>Whether a connection's scopes are enough for a feature.</summary>
public enum FeatureVerdict
{
    /// <summary>Zoom did not say which scopes were granted.</summary>
    Unknown,

    /// <summary>They are enough.</summary>
    Yes,

    /// <summary>Some are missing.</summary>
    No,
}

/// <summary>What a connection's scopes mean for one feature.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Verdict">Whether they are enough.</param>
/// <param name="Missing">Which operations lack a scope. Empty unless the verdict is No.</param>
public sealed record FeatureJudgement(
    ZoomFeature Feature, FeatureVerdict Verdict, IReadOnlyList<MissingScope> Missing);

/// <summary>An operation that no granted scope allows, and what to add. Any one of all the names is enough.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Granular">The names for an app with granular scopes, as all new apps are; the narrowest first.</param>
/// <param name="Classic">The names for an app with classic scopes; the narrowest first.</param>
public sealed record MissingScope(
    ZoomOperation Operation, IReadOnlyList<string> Granular, IReadOnlyList<string> Classic);
