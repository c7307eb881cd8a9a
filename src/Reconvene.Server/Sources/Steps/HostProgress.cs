using Reconvene.Client.Sources;

namespace Reconvene.Server.Sources.Steps;

/// <summary>How far one host of a sync is. Its windows may be read in any order; what they count comes to the same.</summary>
internal sealed class HostProgress(SourceHost host, int windows, bool hasTrash)
{
    private readonly SortedSet<int> _done = [];
    private readonly Dictionary<int, IReadOnlyList<string>> _edges = [];
    private int? _errorWindow;

    public SourceHost Host => host;

    public int Found { get; private set; }

    public int Saved { get; private set; }

    public int Trashed { get; private set; }

    public string? Error { get; private set; } = host.Error;

    /// <summary>Pieces of it that somebody reads just now.</summary>
    public int UnderWay { get; private set; }

    public int Done => _done.Count;

    /// <summary>Nothing of it is left to be read.</summary>
    public bool HasEnded => UnderWay is 0 && (Error is not null || _done.Count == Units);

    private int Units => windows + (hasTrash ? 1 : 0);

    public void Resume(HostPlace place)
    {
        _done.UnionWith(place.Windows);
        foreach (var (window, edge) in place.Edges)
        {
            _edges[window] = edge;
        }

        Found = place.Found;
        Saved = place.Saved;
        Trashed = place.Trashed;
        _errorWindow = place.ErrorWindow;
        Error = place.Error ?? Error;
    }

    public void Begin() => UnderWay++;

    /// <summary>A piece that was begun is read no longer.</summary>
    public void GiveBack() => UnderWay--;

    public bool IsDone(int window) => _done.Contains(window);

    /// <summary>A window is done. How many of what it listed no window beside it had listed before.</summary>
    public int After(int window, ListedWindow listed)
    {
        var known = Beside(window).SelectMany(edge => edge).ToHashSet(StringComparer.Ordinal);
        var found = listed.Different - listed.Edge.Count(known.Contains);
        _done.Add(window);
        _edges[window] = listed.Edge;
        foreach (var one in (int[])[window - 1, window, window + 1])
        {
            if (IsSettled(one - 1) && IsSettled(one + 1))
            {
                _edges.Remove(one);
            }
        }

        Found += found;
        Saved += listed.Saved;
        return found;
    }

    public void AfterTrash(int unit, ListedWindow listed)
    {
        _done.Add(unit);
        Trashed += listed.Different;
    }

    /// <summary>It cannot be read; of several reasons, that of the earliest window counts.</summary>
    public void Fail(int window, string reason)
    {
        if (_errorWindow is null || window < _errorWindow)
        {
            (_errorWindow, Error) = (window, reason);
        }
    }

    public HostPlace Place() => new()
    {
        Host = host.Key,
        Windows = [.. _done],
        Edges = new Dictionary<int, IReadOnlyList<string>>(_edges),
        Found = Found,
        Saved = Saved,
        Trashed = Trashed,
        ErrorWindow = _errorWindow,
        Error = _errorWindow is null ? null : Error,
    };

    public SyncedUser Row() => new()
    {
        Kind = host.Kind, User = host.User, AccountId = host.Account, Found = Found, Saved = Saved, Trashed = Trashed, Error = Error,
    };

    private IEnumerable<IReadOnlyList<string>> Beside(int window) =>
        ((int[])[window - 1, window + 1]).Select(one => _edges.GetValueOrDefault(one)).OfType<IReadOnlyList<string>>();

    private bool IsSettled(int window) => window < 0 || window >= windows || _done.Contains(window);
}
