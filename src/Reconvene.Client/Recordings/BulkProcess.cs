namespace Reconvene.Client.Recordings;

/// <summary>Asks for many recordings to go through their steps again.</summary>
public sealed record BulkProcessRequest
{
    /// <summary>The recordings, 1 to 1,000.</summary>
    public IReadOnlyList<long>? RecordingIds { get; init; }
}

/// <summary>What became of one recording when many were to go through their steps again.</summary>
public sealed record BulkProcessRow
{
    /// <summary>The task to follow at <c>/api/v1/tasks/{task_id}</c>; null when it was refused.</summary>
    public string? TaskId { get; init; }

    /// <summary><c>queued</c>, or <c>refused</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The recording.</summary>
    public required long RecordingId { get; init; }

    /// <summary>Its topic; null when there is no such recording.</summary>
    public string? Topic { get; init; }

    /// <summary>Why it was refused, for programs: <c>recording_not_found</c>.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Why it was refused, for people.</summary>
    public string? Error { get; init; }
}
