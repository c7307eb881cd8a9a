using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Ledger;

/// <summary>What Zoom listed.</summary>
/// <param name="Recordings">The recordings.</param>
/// <param name="SeenBy">Which door they came through.</param>
/// <param name="AskedAt">When Zoom was asked: what is known since then is newer.</param>
/// <param name="IsLook">Nobody said that something changed: what was tried in vain, and is listed as before, is left.</param>
internal sealed record Listing(IReadOnlyList<ZoomRecording> Recordings, string SeenBy, DateTimeOffset AskedAt, bool IsLook = false)
{
    /// <summary>Whether Zoom said after this listing that it no longer lists the recording.</summary>
    public bool IsOutdated(KnownMeeting? known) =>
        known is { AtZoom: not PlaceAtZoom.Listed } && known.AtZoomAskedAt > AskedAt;
}
