using Reconvene.Client.Connections;

namespace Reconvene.Server.Connections.Checks;

/// <summary>Features over all checks of a connection, by their ids in alphabetical order.</summary>
/// <param name="Had">Those that its scopes ever allowed.</param>
/// <param name="Lost">Those of them that they no longer do.</param>
internal sealed record FeatureHistory(IReadOnlyList<string> Had, IReadOnlyList<string> Lost)
{
    /// <summary>With one more check. What it could not tell stays as it was.</summary>
    public FeatureHistory After(CredentialCheck check)
    {
        var now = check.Features.ToLookup(feature => feature.Available, feature => feature.Id);
        var had = Had.Union(now[FeatureAvailability.Yes], StringComparer.Ordinal);
        var lost = Lost.Except(now[FeatureAvailability.Yes], StringComparer.Ordinal)
            .Union(Had.Intersect(now[FeatureAvailability.No], StringComparer.Ordinal), StringComparer.Ordinal);
        return new FeatureHistory([.. had.Order(StringComparer.Ordinal)], [.. lost.Order(StringComparer.Ordinal)]);
    }
}
