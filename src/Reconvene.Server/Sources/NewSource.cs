using Reconvene.Client.Sources;

namespace Reconvene.Server.Sources;

/// <summary>A source to be made, already judged.</summary>
internal sealed record NewSource(string Name, ZoomSourceConfig Config, string? Schedule = null, string? ScheduleTimezone = null);
