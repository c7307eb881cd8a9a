namespace Reconvene.Server.Ledger;

/// <summary>How a recording stands, as its column says: what the ledger proves, never what was intended.</summary>
internal static class RecordingState
{
    public const string Waiting = "waiting";
    public const string Queued = "queued";
    public const string Downloading = "downloading";
    public const string Held = "held";
    public const string Understanding = "understanding";
    public const string Ready = "ready";
    public const string NeedsAttention = "needs_attention";
    public const string NeedsReauth = "needs_reauth";
    public const string GoneAtZoom = "gone_at_zoom";
    public const string Skipped = "skipped";

    public static readonly IReadOnlyList<string> All =
    [
        Waiting, Queued, Downloading, Held, Understanding, Ready, NeedsAttention, NeedsReauth, GoneAtZoom, Skipped,
    ];
}
