namespace Reconvene.Client.Recordings;

/// <summary>What is listed and not yet held, against the room that the disk has for it.</summary>
public sealed record DownloadEstimate
{
    /// <summary>Files that Zoom lists and that are still to be fetched.</summary>
    public required long Files { get; init; }

    /// <summary>Bytes of them that are not on the disk yet, as far as Zoom lists sizes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Files of them whose size Zoom does not list; they come on top.</summary>
    public required long UnknownSizes { get; init; }

    /// <summary>Bytes that the disk has free; what running downloads have still to take counts as taken.</summary>
    public required long FreeBytes { get; init; }

    /// <summary>Bytes of them that downloads leave free (<c>Recordings:DiskReserveBytes</c>).</summary>
    public required long ReserveBytes { get; init; }

    /// <summary>Whether all of them, as far as their sizes are known, fit above the reserve.</summary>
    public required bool Fits { get; init; }

    /// <summary>The same in one sentence.</summary>
    public required string Sentence { get; init; }
}
