using System.Text.Json.Nodes;

namespace Reconvene.Simulator.Zoom.Worlds;

/// <summary>A meeting that was scheduled over the API and is still to come.</summary>
internal sealed record ScheduledMeeting
{
    public required long Number { get; init; }

    public required string Uuid { get; init; }

    public required ZoomUser Host { get; init; }

    public required string Topic { get; init; }

    public required int Type { get; init; }

    public required string Agenda { get; init; }

    public required int Minutes { get; init; }

    public required string Timezone { get; init; }

    public required string Password { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null for an instant meeting and for one without a fixed time.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>The settings as they were asked for.</summary>
    public required JsonObject Settings { get; init; }
}
