namespace Reconvene.Simulator.Zoom.Api;

/// <summary>The scopes of which a call wants at least one. Those of master accounts open it too, but Zoom does not name them.</summary>
internal sealed record ScopeSet(IReadOnlyList<string> Granular, IReadOnlyList<string> Classic, IReadOnlyList<string> Master)
{
    public ScopeSet(IReadOnlyList<string> granular, IReadOnlyList<string> classic)
        : this(granular, classic, [])
    {
    }

    public bool AcceptsAnyOf(IReadOnlyList<string> granted) =>
        Granular.Concat(Classic).Concat(Master).Intersect(granted, StringComparer.Ordinal).Any();
}
