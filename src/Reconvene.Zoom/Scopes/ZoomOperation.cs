using Reconvene.Zoom.Rates;

namespace Reconvene.Zoom.Scopes;

/// <summary>One operation of Zoom's API, with its budget and what it needs.</summary>
/// <param name="Id">Our name of it.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path below the API base, with Zoom's names in braces.</param>
/// <param name="Label">The rate label.</param>
/// <param name="ClassicScopes">Any one of these is enough for an app with classic scopes; the narrowest first.</param>
/// <param name="GranularScopes">Any one of these is enough for an app with granular scopes.</param>
public sealed record ZoomOperation(
    string Id,
    string Method,
    string Path,
    RateLabel Label,
    IReadOnlyList<string> ClassicScopes,
    IReadOnlyList<string> GranularScopes)
{
    /// <summary>Under this key each request carries its operation, for a handler that keeps a rate budget.</summary>
    public static HttpRequestOptionsKey<ZoomOperation> RequestKey { get; } = new("reconvene.zoom.operation");

    /// <summary>Whose table of limits counts.</summary>
    public RateFamily Family =>
        Path.StartsWith("/phone/", StringComparison.Ordinal) ? RateFamily.Phone : RateFamily.Api;

    /// <summary>Whether these granted scopes, of either family, allow the operation.</summary>
    public bool IsAllowedBy(IEnumerable<string> granted)
    {
        ArgumentNullException.ThrowIfNull(granted);
        return ClassicScopes.Concat(GranularScopes).Intersect(granted, StringComparer.Ordinal).Any();
    }
}
