namespace Reconvene.Server.Ledger;

/// <summary>A recording file as the ledger knows it before a listing is compared.</summary>
internal sealed class KnownFile
{
    public RecordingFileId Id { get; init; }

    public RecordingId RecordingId { get; init; }

    public string FileKey { get; init; } = "";

    public string FileType { get; init; } = "";

    public string RecordingType { get; init; } = "";

    public long? ListedBytes { get; init; }

    public string State { get; init; } = "";

    /// <summary>Zoom lists it, and has said that there will never be one.</summary>
    public bool IsNeverMade { get; init; }
}
