namespace Reconvene.Client.Sources;

/// <summary>Changes a source; what is left out stays.</summary>
public sealed record ChangeSourceRequest
{
    /// <summary>A new name; 1 to 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Whether it may be synced.</summary>
    public bool? IsActive { get; init; }

    /// <summary>Other recordings; replaces the whole configuration.</summary>
    public ZoomSourceConfig? Config { get; init; }

    /// <summary>
    /// When it is synced by itself: a cron expression of five fields as in crontab (minute, hour, day of month, month, day of
    /// week), or of six or seven that begin with seconds; <c>off</c> for never; <c>default</c> for once a day. Left out or null, it stays as it is.
    /// Such a sync covers what the last complete one did not, three days at least.
    /// </summary>
    public string? Schedule { get; init; }

    /// <summary>By whose clock the schedule goes: an IANA zone such as <c>Europe/Tallinn</c>. Stays as it is when left out or null.</summary>
    public string? ScheduleTimezone { get; init; }

    /// <summary>
    /// How long video and sound of what it takes are kept here: <c>forever</c>, <c>until_processed</c>, or a number of days
    /// (1 to 3650) as <c>30d</c>, counted from when a file was held. Nothing goes before it was processed; texts stay. Left out or null, it stays as it is.
    /// </summary>
    public string? KeepMedia { get; init; }

    /// <summary>
    /// After how many days (1 to 3650, as <c>7d</c>) a recording that is held whole is moved to Zoom's trash, every file read
    /// through and compared with Zoom's list before; <c>never</c> otherwise. Left out or null, it stays as it is.
    /// </summary>
    public string? TrashAtZoomAfter { get; init; }
}
