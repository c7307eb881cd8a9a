namespace Reconvene.Simulator.Zoom.Worlds;

internal static class Trash
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Whether what was thrown away then can still be seen and recovered.</summary>
    public static bool Holds(DateTimeOffset? trashedAt, DateTimeOffset now) => trashedAt is { } at && now - at < Kept;
}
