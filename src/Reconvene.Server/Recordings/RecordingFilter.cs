using Reconvene.Server.Connections;

namespace Reconvene.Server.Recordings;

/// <summary>Which recordings a list shows; what is null does not narrow it.</summary>
internal sealed record RecordingFilter(string? State, ConnectionId? Connection, DateTimeOffset? From, DateTimeOffset? Until);
