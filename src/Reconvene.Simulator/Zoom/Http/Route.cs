using Reconvene.Simulator.Control.Limits;

namespace Reconvene.Simulator.Zoom.Http;

/// <summary>A method, a path with names in braces, and what answers it.</summary>
internal sealed record Route(string Method, string Pattern, Func<Call, Task> Handle)
{
    private readonly string[] _parts = Pattern.Split('/');

    public string Name => $"{Method} {Pattern}";

    /// <summary>What it costs; null for what counts against no limit.</summary>
    public LimitLabel? Label { get; init; }

    /// <summary>Zoom Phone has limits of its own.</summary>
    public LimitTable Table =>
        Pattern.StartsWith("/v2/phone/", StringComparison.Ordinal) ? LimitTable.Phone : LimitTable.General;

    /// <summary>Writes down what the request is about, before a fault can strike it.</summary>
    public Func<Call, Task>? Notice { get; init; }

    public IReadOnlyDictionary<string, string>? Match(string method, string[] path)
    {
        if (method != Method || path.Length != _parts.Length)
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
