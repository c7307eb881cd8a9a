namespace Reconvene.Server.Recordings.Attendance;

/// <summary>Somebody who was there, by Zoom's own list.</summary>
internal sealed class Attendee
{
    /// <summary>The name that others saw.</summary>
    public required string Name { get; init; }

    public DateTimeOffset? JoinedAt { get; init; }

    public DateTimeOffset? LeftAt { get; init; }

    /// <summary>All stays together, in milliseconds.</summary>
    public long AttendedMs { get; init; }
}
