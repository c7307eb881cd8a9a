namespace Reconvene.Client.Sources;

/// <summary>A source: a rule saying which recordings of a connection to take.</summary>
public sealed record SourceView
{
    /// <summary>Its id.</summary>
    public required long Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>Always <c>zoom</c>.</summary>
    public required string Platform { get; init; }

    /// <summary>The connection it reads from.</summary>
    public required long CredentialId { get; init; }

    /// <summary>Which of its recordings.</summary>
    public required ZoomSourceConfig Config { get; init; }

    /// <summary>Whether it may be synced.</summary>
    public required bool IsActive { get; init; }

    /// <summary>
    /// When it is synced by itself: a cron expression, or <c>off</c>; null for the server's usual rhythm, once a day unless the
    /// setting <c>Sources:SyncEvery</c> says otherwise.
    /// </summary>
    public string? Schedule { get; init; }

    /// <summary>By whose clock (IANA) the schedule goes; null for UTC.</summary>
    public string? ScheduleTimezone { get; init; }

    /// <summary>When it is synced by itself next; null when never, or while it or its credential is switched off.</summary>
    public DateTimeOffset? NextRunAt { get; init; }

    /// <summary>When it was last begun by itself; null when never.</summary>
    public DateTimeOffset? LastRunAt { get; init; }

    /// <summary>When a sync of it last succeeded; null when never.</summary>
    public DateTimeOffset? LastSyncedAt { get; init; }

    /// <summary>
    /// How long video and sound of what it takes are kept here: <c>forever</c>, <c>until_processed</c>, or a number of days
    /// (1 to 3650) as <c>30d</c>, counted from when a file was held. Nothing goes before it was processed; texts stay.
    /// </summary>
    public required string KeepMedia { get; init; }

    /// <summary>
    /// After how many days (1 to 3650, as <c>7d</c>) a recording that is held whole is moved to Zoom's trash, every file read
    /// through and compared with Zoom's list before; <c>never</c> otherwise.
    /// </summary>
    public required string TrashAtZoomAfter { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
