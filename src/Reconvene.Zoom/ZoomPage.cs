namespace Reconvene.Zoom;

/// <summary>One page of a listing.</summary>
/// <param name="Items">What could be read.</param>
/// <param name="TotalRecords">How many records Zoom announced for the whole listing, if it did.</param>
/// <param name="Unreadable">What could not be read, with its place and the reason.</param>
public sealed record ZoomPage<T>(IReadOnlyList<T> Items, long? TotalRecords, IReadOnlyList<ZoomUnreadable> Unreadable);
