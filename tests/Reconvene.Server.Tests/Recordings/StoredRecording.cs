namespace Reconvene.Server.Tests.Recordings;

/// <summary>A recording, and the last job that took it on its way.</summary>
internal sealed class StoredRecording
{
    public long Id { get; init; }

    public string State { get; init; } = "";

    public string? Reason { get; init; }

    public string JobState { get; init; } = "";

    public string? FailureReason { get; init; }
}
