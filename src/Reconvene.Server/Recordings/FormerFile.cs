using Reconvene.Server.Ledger;

namespace Reconvene.Server.Recordings;

/// <summary>A file that is to be fetched anew, because Zoom lists another version of it than the one that was held.</summary>
internal sealed class FormerFile
{
    public RecordingFileId Id { get; init; }

    public string FileKey { get; init; } = "";

    public string FileExtension { get; init; } = "";

    public long HeldBytes { get; init; }

    public DateTimeOffset LastCheckedAt { get; init; }
}
