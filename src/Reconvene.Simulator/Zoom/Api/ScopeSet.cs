namespace Reconvene.Simulator.Zoom.Api;

/// <summary>The scopes of which a call wants at least one.</summary>
internal sealed record ScopeSet(IReadOnlyList<string> Granular, IReadOnlyList<string> Classic)
{
    public bool AcceptsAnyOf(IReadOnlyList<string> granted) =>
        Granular.Concat(Classic).Intersect(granted, StringComparer.Ordinal).Any();
}
