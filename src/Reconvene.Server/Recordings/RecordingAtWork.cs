using Reconvene.Server.Connections;
using Reconvene.Server.Ledger;

namespace Reconvene.Server.Recordings;

/// <summary>What the steps of a recording need to know of it.</summary>
internal sealed class RecordingAtWork
{
    public RecordingId Id { get; init; }

    public ConnectionId ConnectionId { get; init; }

    public string MeetingUuid { get; init; } = "";

    public string? HostId { get; init; }

    /// <summary>The account that held the meeting: of a master account, it may be read with a token of its own.</summary>
    public string? AccountId { get; init; }

    public DateTimeOffset StartAt { get; init; }

    public string State { get; init; } = "";

    public string AtZoom { get; init; } = "";

    public DateTimeOffset? AtZoomSince { get; init; }

    public DateTimeOffset? AtZoomUntil { get; init; }

    /// <summary>Where it is instead of being listed; null when it is listed.</summary>
    public Whereabouts? Away => AtZoom is PlaceAtZoom.Listed ? null : new(AtZoom, AtZoomSince ?? StartAt, AtZoomUntil);
}
