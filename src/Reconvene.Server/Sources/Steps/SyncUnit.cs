namespace Reconvene.Server.Sources.Steps;

/// <summary>One piece of a sync: a window of one host's days, or that host's trash.</summary>
/// <param name="Host">Whose.</param>
/// <param name="Window">Which of the windows, in the order of time; the trash comes after the last.</param>
/// <param name="Days">The window; null for the trash, of which Zoom asks no days.</param>
internal sealed record SyncUnit(SourceHost Host, int Window, (DateOnly From, DateOnly To)? Days);
