using Reconvene.Client.Recordings;

namespace Reconvene.Server.Pages.Gathered;

/// <summary>One page of the recordings, newest first.</summary>
/// <param name="Recordings">The recordings.</param>
/// <param name="Connection">The connection they came through; null for all.</param>
/// <param name="Next">Address of the next page; null on the last one.</param>
internal sealed record GatheredView(IReadOnlyList<RecordingView> Recordings, string? Connection, string? Next);
