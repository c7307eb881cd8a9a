namespace Reconvene.Server.Ledger;

/// <summary>A meeting instance and its recording as the ledger knows them before a listing is compared.</summary>
internal sealed class KnownMeeting
{
    public MeetingId Id { get; init; }

    public RecordingId RecordingId { get; init; }

    public string MeetingUuid { get; init; } = "";

    public string Topic { get; init; } = "";

    public string? HostId { get; init; }

    public string? HostEmail { get; init; }

    public DateTimeOffset? StartAt { get; init; }

    public int? DurationMinutes { get; init; }

    public string State { get; init; } = "";

    public int AnnouncedFiles { get; init; }

    public long AnnouncedBytes { get; init; }

    public string AtZoom { get; init; } = "";

    /// <summary>When Zoom was asked where it has the recording.</summary>
    public DateTimeOffset AtZoomAskedAt { get; init; }
}
