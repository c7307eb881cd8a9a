namespace Reconvene.Simulator.Wire;

/// <summary>A method, a path with names in braces, and what answers it.</summary>
internal record WireRoute<TCall>(string Method, string Pattern, Func<TCall, Task> Handle)
{
    private readonly string[] _parts = Pattern.Split('/');

    public string Name => $"{Method} {Pattern}";

    public IReadOnlyDictionary<string, string>? Match(string method, string[] path) => method == Method ? Match(path) : null;

    /// <summary>Whatever the method is.</summary>
    public IReadOnlyDictionary<string, string>? Match(string[] path)
    {
        if (path.Length != _parts.Length)
        {
            return null;
        }

        var segments = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < path.Length; i++)
        {
            if (_parts[i].StartsWith('{'))
            {
                segments[_parts[i][1..^1]] = path[i];
            }
            else if (!path[i].Equals(_parts[i], StringComparison.Ordinal))
            {
                return null;
            }
        }

        return segments;
    }
}
