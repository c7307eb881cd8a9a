namespace Reconvene.Simulator.Zoom.Worlds;

/// <summary>An account. The first of the world is the master of the others.</summary>
internal sealed record ZoomAccount(string AccountId, string Name, ZoomUser Owner, string? MasterId);
