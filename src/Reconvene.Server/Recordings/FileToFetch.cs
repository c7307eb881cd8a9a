using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;

namespace Reconvene.Server.Recordings;

/// <summary>A file that is listed and not yet held, with how much of it is already on the disk.</summary>
internal sealed class FileToFetch
{
    public RecordingFileId Id { get; init; }

    public TenantId TenantId { get; init; }

    public RecordingId RecordingId { get; init; }

    public string FileKey { get; init; } = "";

    public string FileType { get; init; } = "";

    public string FileExtension { get; init; } = "";

    public long? ListedBytes { get; init; }

    public long MarkBytes { get; init; }

    public string? MarkEtag { get; init; }

    public long Version { get; init; }
}
