using System.Text.Json.Serialization;

namespace Reconvene.Demo;

/// <summary>As much of a recording as the demo shows.</summary>
internal sealed record DemoRecording
{
    public long Id { get; init; }

    public string MeetingUuid { get; init; } = "";

    public string Topic { get; init; } = "";

    public DateTimeOffset StartTime { get; init; }

    public string State { get; init; } = "";

    public string? Reason { get; init; }

    public string LearnedBy { get; init; } = "";

    public int FileCount { get; init; }

    public long HeldBytes { get; init; }

    public DemoTranscript? Transcript { get; init; }

    public IReadOnlyList<DemoDeliverable> Deliverables { get; init; } = [];

    /// <summary>Something is still being done with it.</summary>
    [JsonIgnore]
    public bool IsUnderWay => State is "queued" or "downloading" or "understanding";
}

internal sealed record DemoTranscript(string Source);

internal sealed record DemoDeliverable(string Title);
