using Reconvene.Client.Sources;
using Reconvene.Server.Ledger;

namespace Reconvene.Server.Sources.Steps;

/// <summary>
/// How far a sync is, while it runs: what to read next, what has come of it, and the bookmark to go on from. Whoever reads,
/// in whatever order, it counts the same. Not for several threads.
/// </summary>
internal sealed class SyncProgress
{
    /// <summary>With more hosts than this, the result names only those with something to tell.</summary>
    private const int MostRows = 1000;
    private const int MostOdd = 100;

    private readonly IReadOnlyList<SourceHost> _hosts;
    private readonly IReadOnlyList<(DateOnly From, DateOnly To)> _windows;
    private readonly bool _hasTrash;
    private readonly SyncBookmark _begun;
    private readonly Dictionary<string, HostProgress> _open = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ended;
    private readonly List<SyncedUser> _users;
    private List<OddPlace> _odd;
    private int _ahead;

    public SyncProgress(
        SyncBookmark begun, IReadOnlyList<SourceHost> hosts, IReadOnlyList<(DateOnly From, DateOnly To)> windows, bool hasTrash)
    {
        (_begun, _hosts, _windows, _hasTrash) = (begun, hosts, windows, hasTrash);
        _ended = begun.Ahead.ToHashSet(StringComparer.Ordinal);
        _users = [.. begun.Users];
        _odd = [.. begun.Odd];
        (Announced, Listed, Found, Saved, Updated, Trashed, OddCount) =
            (begun.Announced, begun.Listed, begun.Found, begun.Saved, begun.Updated, begun.Trashed, begun.OddCount);
        var places = begun.Open.ToDictionary(place => place.Host, StringComparer.Ordinal);
        foreach (var host in hosts)
        {
            if (begun.DoneHost is { } done && string.CompareOrdinal(host.Key, done) <= 0)
            {
                _ended.Add(host.Key);
            }
            else if (places.GetValueOrDefault(host.Key) is { } place)
            {
                Open(host).Resume(place);
            }
        }

        Advance();
    }

    public int Announced { get; private set; }

    public int Listed { get; private set; }

    public int Found { get; private set; }

    public int Saved { get; private set; }

    public int Updated { get; private set; }

    public int Trashed { get; private set; }

    /// <summary>How much was passed over because it could not be read.</summary>
    public int OddCount { get; private set; }

    public int Hosts => _hosts.Count;

    public int HostsDone => _hosts.Count(host => _ended.Contains(host.Key));

    /// <summary>From 0 to 1.</summary>
    public double Share
    {
        get
        {
            var units = _windows.Count + (_hasTrash ? 1 : 0);
            return (HostsDone + _open.Values.Sum(host => host.Done / (double)units)) / Math.Max(1, _hosts.Count);
        }
    }

    /// <summary>Hosts that could not be read.</summary>
    public IReadOnlyList<SyncedUser> Unread => [.. Users.Where(user => user.Error is not null)];

    /// <summary>A row for each host, in their order.</summary>
    public IReadOnlyList<SyncedUser> Users =>
        [.. _users.OrderBy(user => SourceHost.Of(user).Key, StringComparer.Ordinal)];

    public IReadOnlyList<string> Unreadable => [.. _odd.Select(place => place.Text)];

    /// <summary>What is left to be read, hosts in their order and windows in time's; asked for one at a time, as reading goes on.</summary>
    public IEnumerable<SyncUnit> Left()
    {
        foreach (var host in _hosts.Where(host => !_ended.Contains(host.Key)))
        {
            var progress = Open(host);
            for (var window = 0; window < _windows.Count && progress.Error is null; window++)
            {
                if (!progress.IsDone(window))
                {
                    progress.Begin();
                    yield return new SyncUnit(host, window, _windows[window]);
                }
            }

            if (HasTrash(host) && progress.Error is null && !progress.IsDone(_windows.Count))
            {
                progress.Begin();
                yield return new SyncUnit(host, _windows.Count, Days: null);
            }

            End(progress);
        }
    }

    public void After(SyncUnit unit, ListedWindow listed)
    {
        var host = _open[unit.Host.Key];
        host.GiveBack();
        if (unit.Days is null)
        {
            host.AfterTrash(unit.Window, listed);
            Trashed += listed.Different;
        }
        else
        {
            Found += host.After(unit.Window, listed);
            Announced += listed.Announced;
            Listed += listed.Listed;
            Saved += listed.Saved;
            Updated += listed.Updated;
        }

        if (listed.Unreadable.Count > 0)
        {
            OddCount += listed.Unreadable.Count;
            _odd = [.. _odd
                .Concat(listed.Unreadable.Select(text => new OddPlace(unit.Host.Key, unit.Window, text)))
                .OrderBy(place => place.Host, StringComparer.Ordinal).ThenBy(place => place.Window)
                .Take(MostOdd)];
        }

        End(host);
    }

    /// <summary>Zoom refuses this host alone.</summary>
    public void Fail(SyncUnit unit, string reason)
    {
        var host = _open[unit.Host.Key];
        host.GiveBack();
        host.Fail(unit.Window, reason);
        End(host);
    }

    /// <summary>Nobody reads it any more, and it is still to be read.</summary>
    public void GiveBack(SyncUnit unit) => _open[unit.Host.Key].GiveBack();

    public SyncBookmark Bookmark() => _begun with
    {
        DoneHost = _ahead is 0 ? _begun.DoneHost : _hosts[_ahead - 1].Key,
        Ahead = [.. _hosts.Skip(_ahead).Where(host => _ended.Contains(host.Key)).Select(host => host.Key)],
        Open = [.. _open.Values.Where(host => host.Done > 0).Select(host => host.Place())],
        Announced = Announced,
        Listed = Listed,
        Found = Found,
        Saved = Saved,
        Updated = Updated,
        Trashed = Trashed,
        Users = [.. _users],
        Odd = _odd,
        OddCount = OddCount,
    };

    /// <summary>The trash of Zoom Phone has no list.</summary>
    private bool HasTrash(SourceHost host) => _hasTrash && host.Kind is RecordingKind.Meeting;

    private HostProgress Open(SourceHost host)
    {
        if (!_open.TryGetValue(host.Key, out var progress))
        {
            _open[host.Key] = progress = new HostProgress(host, _windows.Count, HasTrash(host));
        }

        return progress;
    }

    /// <summary>In an account of thousands, a host with nothing to tell gets no row.</summary>
    private void End(HostProgress host)
    {
        if (!host.HasEnded || !_ended.Add(host.Host.Key))
        {
            return;
        }

        _open.Remove(host.Host.Key);
        var row = host.Row();
        if (_hosts.Count <= MostRows || row is not { Found: 0, Trashed: 0, Error: null })
        {
            _users.Add(row);
        }

        Advance();
    }

    private void Advance()
    {
        while (_ahead < _hosts.Count && _ended.Contains(_hosts[_ahead].Key))
        {
            _ahead++;
        }
    }
}
