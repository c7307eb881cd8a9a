using Reconvene.Client.Sources;

namespace Reconvene.Server.Sources.Steps;

/// <summary>How far a sync is: hosts in the order of their ids, windows in the order of time.</summary>
internal sealed record SyncBookmark
{
    /// <summary>The last host that is done; hosts up to this id are not read again.</summary>
    public string? DoneHost { get; init; }

    /// <summary>The host under way and how many of its windows are done.</summary>
    public string? Host { get; init; }

    public int Windows { get; init; }

    /// <summary>What the last window of this host listed: the next one overlaps it by a day.</summary>
    public IReadOnlyList<string> Recent { get; init; } = [];

    public int Announced { get; init; }

    public int Listed { get; init; }

    public int Found { get; init; }

    public int Saved { get; init; }

    public int Updated { get; init; }

    public int HostFound { get; init; }

    public int HostSaved { get; init; }

    public IReadOnlyList<SyncedUser> Users { get; init; } = [];

    public IReadOnlyList<string> Unreadable { get; init; } = [];

    public SyncBookmark Begin(string host) => Host == host
        ? this
        : this with { Host = host, Windows = 0, Recent = [], HostFound = 0, HostSaved = 0 };

    public SyncBookmark After(ListedWindow window)
    {
        var known = Recent.ToHashSet(StringComparer.Ordinal);
        var found = window.Uuids.Count(uuid => !known.Contains(uuid));
        return this with
        {
            Windows = Windows + 1,
            Recent = window.Uuids,
            Announced = Announced + window.Announced,
            Listed = Listed + window.Listed,
            Found = Found + found,
            HostFound = HostFound + found,
            Saved = Saved + window.Saved,
            HostSaved = HostSaved + window.Saved,
            Updated = Updated + window.Updated,
            Unreadable = [.. Unreadable.Concat(window.Unreadable).Take(100)],
        };
    }

    /// <summary>The host is done. In an account of thousands, a host with nothing to tell gets no row.</summary>
    public SyncBookmark End(SourceHost host, bool isManyHosts, string? error) => this with
    {
        DoneHost = host.Key,
        Host = null,
        Windows = 0,
        Recent = [],
        Users = isManyHosts && HostFound is 0 && error is null
            ? Users
            : [.. Users, new SyncedUser { User = host.User, AccountId = host.Account, Found = HostFound, Saved = HostSaved, Error = error }],
    };
}
