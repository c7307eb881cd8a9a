namespace Reconvene.Client.Connections;

/// <summary>How the caller's connection to Zoom stands.</summary>
/// <param name="Connected">Whether there is one that can be used.</param>
/// <param name="TokenExpired">Whether Zoom refuses it until it is reconnected.</param>
/// <param name="ZoomEmail">The Zoom user's e-mail address; null when none is known.</param>
/// <param name="ConnectedAt">When its credentials were last given.</param>
public sealed record ZoomStatus(bool Connected, bool TokenExpired, string? ZoomEmail, DateTimeOffset? ConnectedAt);
