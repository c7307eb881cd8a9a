namespace Reconvene.Zoom;

/// <summary>One page of a listing that its caller walks by itself.</summary>
/// <param name="Page">The page.</param>
/// <param name="Next">Where the next one is; null on the last.</param>
public sealed record ZoomPart<T>(ZoomPage<T> Page, ZoomPlace? Next);
