namespace Reconvene.Client;

/// <summary>A sync that the server has taken on.</summary>
/// <param name="TaskId">Follow it with <see cref="ReconveneCalls.GetTaskAsync"/>.</param>
/// <param name="Status">How it stands.</param>
/// <param name="SourceId">The source it is for.</param>
/// <param name="SourceName">That source's name.</param>
public sealed record SyncStarted(string TaskId, string? Status, long SourceId, string? SourceName);
