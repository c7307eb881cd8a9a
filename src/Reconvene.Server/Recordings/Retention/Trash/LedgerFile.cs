using Reconvene.Server.Ledger;

namespace Reconvene.Server.Recordings.Retention.Trash;

/// <summary>A file as the ledger has it, to be compared with what Zoom lists now.</summary>
internal sealed class LedgerFile
{
    public RecordingFileId Id { get; init; }

    public string FileKey { get; init; } = "";

    public string? ZoomFileId { get; init; }

    public string FileType { get; init; } = "";

    public string State { get; init; } = "";

    public long? HeldBytes { get; init; }

    public DateTimeOffset? VerifiedAt { get; init; }
}
