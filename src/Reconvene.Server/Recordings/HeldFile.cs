using Reconvene.Server.Ledger;

namespace Reconvene.Server.Recordings;

/// <summary>A file as the server of its content needs it.</summary>
internal sealed class HeldFile
{
    public RecordingFileId Id { get; init; }

    public RecordingId RecordingId { get; init; }

    public string FileType { get; init; } = "";

    public string FileExtension { get; init; } = "";

    public string? ContentType { get; init; }

    public long? HeldBytes { get; init; }

    public string? Sha256 { get; init; }

    public DateTimeOffset? HeldAt { get; init; }

    public string State { get; init; } = "";

    public string? Reason { get; init; }

    public string Topic { get; init; } = "";

    public DateTimeOffset StartAt { get; init; }
}
