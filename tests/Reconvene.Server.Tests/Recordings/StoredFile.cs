namespace Reconvene.Server.Tests.Recordings;

/// <summary>A recording file as the database has it.</summary>
internal sealed class StoredFile
{
    public long Id { get; init; }

    public long RecordingId { get; init; }

    public string FileType { get; init; } = "";

    public string FileExtension { get; init; } = "";

    public string State { get; init; } = "";

    public string? Reason { get; init; }

    public long? ListedBytes { get; init; }

    public long? HeldBytes { get; init; }

    public long MarkBytes { get; init; }

    public string? Sha256 { get; init; }
}
