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
}
