namespace Reconvene.Server.Ledger;

/// <summary>How a recording file stands, as its column says.</summary>
internal static class FileState
{
    /// <summary>Zoom lists it and still works on it.</summary>
    public const string Waiting = "waiting";

    /// <summary>To be fetched.</summary>
    public const string Queued = "queued";

    /// <summary>On our disk, verified.</summary>
    public const string Held = "held";

    /// <summary>Neither held nor to be had: the reason says why.</summary>
    public const string Missing = "missing";

    /// <summary>Removed by someone here; a later listing does not bring it back.</summary>
    public const string Deleted = "deleted";
}
