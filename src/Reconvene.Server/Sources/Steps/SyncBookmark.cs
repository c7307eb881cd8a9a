using Reconvene.Client.Sources;

namespace Reconvene.Server.Sources.Steps;

/// <summary>How far a sync is, as it stands in the job's row.</summary>
internal sealed record SyncBookmark
{
    /// <summary>The days, where the sync found them by itself.</summary>
    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    /// <summary>When the first run of it began: what it saw is at least as old as that.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Hosts up to this one, in the order of their keys, are done.</summary>
    public string? DoneHost { get; init; }

    /// <summary>Hosts after it that are done as well.</summary>
    public IReadOnlyList<string> Ahead { get; init; } = [];

    /// <summary>Hosts that are partly done.</summary>
    public IReadOnlyList<HostPlace> Open { get; init; } = [];

    public int Announced { get; init; }

    public int Listed { get; init; }

    public int Found { get; init; }

    public int Saved { get; init; }

    public int Updated { get; init; }

    public int Trashed { get; init; }

    public IReadOnlyList<SyncedUser> Users { get; init; } = [];

    /// <summary>The first of what could not be read, in the order of hosts and windows.</summary>
    public IReadOnlyList<OddPlace> Odd { get; init; } = [];

    public int OddCount { get; init; }
}

/// <summary>A host that is partly done.</summary>
internal sealed record HostPlace
{
    public string Host { get; init; } = "";

    /// <summary>Its windows that are done.</summary>
    public IReadOnlyList<int> Windows { get; init; } = [];

    /// <summary>What done windows listed near their ends, as long as a window beside them is not done.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<string>> Edges { get; init; } = new Dictionary<int, IReadOnlyList<string>>();

    public int Found { get; init; }

    public int Saved { get; init; }

    public int Trashed { get; init; }

    /// <summary>The first window that could not be read, and why.</summary>
    public int? ErrorWindow { get; init; }

    public string? Error { get; init; }
}

/// <summary>Something that could not be read, and where in the order of a sync it stood.</summary>
internal sealed record OddPlace(string Host, int Window, string Text);
