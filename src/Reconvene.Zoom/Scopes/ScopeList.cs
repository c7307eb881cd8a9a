namespace Reconvene.Zoom.Scopes;

/// <summary>The scopes to give to a Zoom app: one list or the other, by the app's family.</summary>
/// <param name="Granular">For an app with granular scopes, as all new apps are. In alphabetical order.</param>
/// <param name="Classic">For an older app with classic scopes. In alphabetical order.</param>
public sealed record ScopeList(IReadOnlyList<string> Granular, IReadOnlyList<string> Classic);
