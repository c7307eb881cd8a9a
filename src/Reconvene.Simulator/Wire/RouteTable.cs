namespace Reconvene.Simulator.Wire;

internal static class RouteTable
{
    private static readonly Dictionary<string, string> Nothing = [];

    /// <summary>The first route that takes this call, with the segments that it names.</summary>
    public static (TRoute? Route, IReadOnlyDictionary<string, string> Segments) Find<TRoute, TCall>(
        IReadOnlyList<TRoute> among, string method, string path)
        where TRoute : WireRoute<TCall>
    {
        var parts = PartsOf(path);
        foreach (var route in among)
        {
            if (route.Match(method, parts) is { } segments)
            {
                return (route, segments);
            }
        }

        return (null, Nothing);
    }

    public static string[] PartsOf(string path) => (path.Length > 1 ? path.TrimEnd('/') : path).Split('/');
}
