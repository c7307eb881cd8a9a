namespace Reconvene.Client.Recordings;

/// <summary>All that was recorded of one meeting instance, or one call recording or voicemail of Zoom Phone, and what became of it.</summary>
public sealed record RecordingView
{
    /// <summary>Our id.</summary>
    public required long Id { get; init; }

    /// <summary>The connection it came through.</summary>
    public required long CredentialId { get; init; }

    /// <summary><c>meeting</c> (also a webinar), or of Zoom Phone <c>phone_call</c> or <c>voicemail</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Zoom's id of the instance; of Zoom Phone <c>phone:</c> or <c>voicemail:</c> and Zoom's id of the recording.</summary>
    public required string MeetingUuid { get; init; }

    /// <summary>The meeting's number; a recurring meeting has one for all its instances.</summary>
    public long? MeetingId { get; init; }

    /// <summary>The topic; of Zoom Phone who called whom.</summary>
    public required string Topic { get; init; }

    /// <summary>When the meeting began.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>Length of the meeting in minutes.</summary>
    public int? Duration { get; init; }

    /// <summary>IANA time zone of the meeting.</summary>
    public string? Timezone { get; init; }

    /// <summary>Zoom's id of the host, which stays when the address changes.</summary>
    public string? HostId { get; init; }

    /// <summary>The host's e-mail address as Zoom last gave it.</summary>
    public string? HostEmail { get; init; }

    /// <summary>
    /// <c>waiting</c> (Zoom works on it), <c>queued</c>, <c>downloading</c>, <c>held</c>, <c>understanding</c>,
    /// <c>ready</c>; aside: <c>needs_attention</c>, <c>needs_reauth</c>, <c>gone_at_zoom</c>, <c>skipped</c>.
    /// </summary>
    public required string State { get; init; }

    /// <summary>Why it stands so, and what can be done; null when nothing is to be said.</summary>
    public string? Reason { get; init; }

    /// <summary>Which door it was learned through: <c>webhook</c> or <c>sync</c>.</summary>
    public required string LearnedBy { get; init; }

    /// <summary>
    /// Where Zoom has it: <c>listed</c>, <c>trashed</c> or <c>deleted</c>. What is held here stays, wherever it is there.
    /// </summary>
    public required string AtZoom { get; init; }

    /// <summary>Since when, as far as Zoom tells.</summary>
    public DateTimeOffset? AtZoomSince { get; init; }

    /// <summary>Until when Zoom's trash keeps it: it can be recovered there, and is then taken by itself.</summary>
    public DateTimeOffset? AtZoomUntil { get; init; }

    /// <summary>When Zoom is asked for late files next; null when it no longer is.</summary>
    public DateTimeOffset? NextCheckAt { get; init; }

    /// <summary>A person said that all of it is kept: no rule removes anything of it by itself.</summary>
    public required bool IsKept { get; init; }

    /// <summary>The source that took it; null when none did, or when that was removed.</summary>
    public long? SourceId { get; init; }

    /// <summary>
    /// How long its video and sound are kept here, by the rule of its source or its own: <c>forever</c>, <c>until_processed</c>
    /// or a number of days such as <c>30d</c>. It does not hold while <c>is_kept</c>.
    /// </summary>
    public required string KeepMedia { get; init; }

    /// <summary>How many files Zoom lists.</summary>
    public required int FileCount { get; init; }

    /// <summary>Bytes that are held of them.</summary>
    public required long HeldBytes { get; init; }

    /// <summary>The files.</summary>
    public required IReadOnlyList<RecordingFileView> Files { get; init; }

    /// <summary>What was said; null when there is no transcript.</summary>
    public RecordingTranscript? Transcript { get; init; }

    /// <summary>What was made of it.</summary>
    public required IReadOnlyList<RecordingDeliverable> Deliverables { get; init; }
}
