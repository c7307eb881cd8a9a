namespace Reconvene.Client.Recordings;

/// <summary>Asks for a recording of Zoom's. Every member may be left out.</summary>
public sealed record ZoomDownloadRequest
{
    /// <summary>
    /// The one file to take; all of them by default. The others count as missing, since nobody asked for them, until a
    /// sync of a source or <c>POST /api/v1/recordings/{id}/process</c> takes the recording whole.
    /// </summary>
    public string? FileId { get; init; }

    /// <summary>False to take the files and make nothing of them yet; true by default.</summary>
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
