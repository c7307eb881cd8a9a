using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Ledger;

namespace Reconvene.Server.Recordings.Scrub;

/// <summary>A held file, with what its row promises.</summary>
internal sealed class FileToVerify
{
    public RecordingFileId Id { get; init; }

    public TenantId TenantId { get; init; }

    public RecordingId RecordingId { get; init; }

    public ConnectionId ConnectionId { get; init; }

    public string FileType { get; init; } = "";

    public string FileExtension { get; init; } = "";

    public long HeldBytes { get; init; }

    public string Sha256 { get; init; } = "";

    public DateTimeOffset VerifiedAt { get; init; }

    public long Version { get; init; }
}
