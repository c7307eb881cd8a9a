namespace Reconvene.Zoom;

/// <summary>An element of a list that was left out because it could not be read.</summary>
/// <param name="Path">Its JSON path in the answer.</param>
/// <param name="Reason">What is wrong with it, without its content.</param>
public sealed record ZoomUnreadable(string Path, string Reason);
