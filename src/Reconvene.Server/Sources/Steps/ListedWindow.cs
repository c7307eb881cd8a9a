namespace Reconvene.Server.Sources.Steps;

/// <summary>What one host's window of days gave.</summary>
internal sealed record ListedWindow(
    IReadOnlyList<string> Uuids, int Announced, int Listed, int Saved, int Updated, IReadOnlyList<string> Unreadable);
