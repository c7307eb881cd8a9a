namespace Reconvene.Simulator.Zoom.Worlds.Shelves;

/// <summary>All recordings, in order of arrival, and the ways to one of them without looking at the others.</summary>
internal sealed class RecordingShelf
{
    private readonly List<MeetingInstance> _all = [];
    private readonly Dictionary<string, MeetingInstance> _byUuid = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MeetingInstance> _byFile = new(StringComparer.Ordinal);
    private readonly Dictionary<long, List<MeetingInstance>> _byNumber = [];
    private readonly Dictionary<string, HostShelf> _byHost = new(StringComparer.Ordinal);

    public IReadOnlyList<MeetingInstance> All => _all;

    public void Add(MeetingInstance meeting)
    {
        _all.Add(meeting);
        _byUuid.TryAdd(meeting.Uuid, meeting);
        Of(_byNumber, meeting.Number).Add(meeting);
        Of(_byHost, meeting.Host.Id!).Add(meeting);
        foreach (var file in meeting.Everything)
        {
            Add(meeting, file);
        }
    }

    /// <summary>A file that comes to a meeting later.</summary>
    public void Add(MeetingInstance meeting, RecordingFile file)
    {
        _byFile.TryAdd(file.Key, meeting);
        _byFile.TryAdd(file.Opaque, meeting);
    }

    public MeetingInstance? FindByUuid(string uuid) => _byUuid.GetValueOrDefault(uuid);

    public IReadOnlyList<MeetingInstance> OfNumber(long number) => _byNumber.GetValueOrDefault(number) ?? [];

    /// <summary>Those that began on these days in UTC, both included.</summary>
    public IEnumerable<MeetingInstance> OfHost(string hostId, DateOnly from, DateOnly to) =>
        _byHost.TryGetValue(hostId, out var shelf) ? shelf.Between(from, to) : [];

    public IEnumerable<MeetingInstance> OfHost(string hostId) => _byHost.TryGetValue(hostId, out var shelf) ? shelf.All : [];

    /// <summary>By key or by the last part of the download address.</summary>
    public (MeetingInstance Meeting, RecordingFile File)? FindFile(string key)
    {
        // A file that was deleted is still known here, but its meeting has it no longer.
        return _byFile.TryGetValue(key, out var meeting)
            && meeting.Everything.FirstOrDefault(file => file.Key == key || file.Opaque == key) is { } file
            ? (meeting, file)
            : null;
    }

    private static TValue Of<TKey, TValue>(Dictionary<TKey, TValue> among, TKey key)
        where TKey : notnull
        where TValue : new()
    {
        if (!among.TryGetValue(key, out var found))
        {
            among[key] = found = new TValue();
        }

        return found;
    }
}
