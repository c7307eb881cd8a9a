namespace Reconvene.Client.Sources;

/// <summary>Asks for a source: a rule saying which recordings of a connection to take.</summary>
public sealed record AddSourceRequest
{
    /// <summary>What people call it; 1 to 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>The platform; <c>zoom</c>.</summary>
    public string? Platform { get; init; }

    /// <summary>The connection to read from.</summary>
    public long? CredentialId { get; init; }

    /// <summary>Which of its recordings; all of the account when left out.</summary>
    public ZoomSourceConfig? Config { get; init; }

    /// <summary>
    /// When it is synced by itself: a cron expression of five fields as in crontab (minute, hour, day of month, month, day of
    /// week), or of six or seven that begin with seconds; <c>off</c> for never; when left out, or <c>default</c>, once a day.
    /// Such a sync covers what the last complete one did not, three days at least.
    /// </summary>
    public string? Schedule { get; init; }

    /// <summary>By whose clock the schedule goes: an IANA zone such as <c>Europe/Tallinn</c>. UTC by default.</summary>
    public string? ScheduleTimezone { get; init; }

    /// <summary>
    /// How long video and sound of what it takes are kept here: <c>forever</c>, <c>until_processed</c>, or a number of days
    /// (1 to 3650) as <c>30d</c>, counted from when a file was held. Nothing goes before it was processed; texts stay. Forever by default.
    /// </summary>
    public string? KeepMedia { get; init; }

    /// <summary>
    /// After how many days (1 to 3650, as <c>7d</c>) a recording that is held whole is moved to Zoom's trash, every file read
    /// through and compared with Zoom's list before; <c>never</c> otherwise. Never by default.
    /// </summary>
    public string? TrashAtZoomAfter { get; init; }
}
