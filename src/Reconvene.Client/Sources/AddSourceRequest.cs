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
}
