using Reconvene.Client.Sources;
using Reconvene.Server.Ledger;

namespace Reconvene.Server.Sources;

/// <summary>A source to be made, already judged.</summary>
internal sealed record NewSource(string Name, ZoomSourceConfig Config, string? Schedule = null, string? ScheduleTimezone = null)
{
    public KeepMedia Keep { get; init; } = new(KeepMedia.Forever, null);

    /// <summary>After how many days it is moved to Zoom's trash; null for never.</summary>
    public long? TrashAtZoomDays { get; init; }
}
