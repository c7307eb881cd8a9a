namespace Reconvene.Tests.Kills;

/// <summary>A row of a file that is not held.</summary>
internal sealed class UnfinishedFile
{
    public long Id { get; init; }

    public long TenantId { get; init; }

    public long RecordingId { get; init; }

    public string ZoomFileId { get; init; } = "";
}
