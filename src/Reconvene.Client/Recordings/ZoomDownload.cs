namespace Reconvene.Client.Recordings;

/// <summary>Asks for a recording of Zoom's. Every member may be left out.</summary>
public sealed record ZoomDownloadRequest
{
    /// <summary>A file of the recording. The recording is taken whole all the same: what is made of it needs its other files.</summary>
    public string? FileId { get; init; }

    /// <summary>Downloading and processing are one task, so this changes nothing.</summary>
    public bool? ProcessImmediately { get; init; }

    /// <summary>The template of what is made; <c>summary</c> by default.</summary>
    public string? Template { get; init; }
}

/// <summary>A recording is on its way.</summary>
public sealed record ZoomDownloadStarted
{
    /// <summary>Always true: what cannot be done is a problem instead.</summary>
    public required bool Success { get; init; }

    /// <summary>One or two sentences for a person.</summary>
    public required string Message { get; init; }

    /// <summary>The task to follow at <c>/api/v1/tasks/{task_id}</c>.</summary>
    public required string TaskId { get; init; }

    /// <summary>What was made of it before; null when nothing was.</summary>
    public long? DeliverableId { get; init; }
}
