namespace Reconvene.Zoom.Json;

/// <summary>A list of which an odd element was left out and noted instead of losing all.</summary>
internal readonly struct TolerantList<T>(IReadOnlyList<T> items, IReadOnlyList<ZoomUnreadable> unreadable)
{
    private readonly IReadOnlyList<T>? _items = items;
    private readonly IReadOnlyList<ZoomUnreadable>? _unreadable = unreadable;

    public IReadOnlyList<T> Items => _items ?? [];

    /// <summary>Paths begin with the element's index, such as <c>[3].id</c>.</summary>
    public IReadOnlyList<ZoomUnreadable> Unreadable => _unreadable ?? [];

    public IEnumerable<ZoomUnreadable> UnreadableBelow(string path) =>
        Unreadable.Select(one => one with { Path = path + one.Path });
}
