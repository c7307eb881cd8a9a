namespace Reconvene.Server.Sources;

/// <summary>What a sync was asked for: both days (UTC) are included. Without days it finds them from what earlier syncs covered.</summary>
internal sealed record SyncInput(long Source, DateOnly? From, DateOnly? To);
