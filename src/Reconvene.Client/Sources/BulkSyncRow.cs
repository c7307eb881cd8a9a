namespace Reconvene.Client.Sources;

/// <summary>What became of one source when many were to be synced.</summary>
public sealed record BulkSyncRow
{
    /// <summary>The task to follow at <c>/api/v1/tasks/{task_id}</c>; null when it was refused.</summary>
    public string? TaskId { get; init; }

    /// <summary><c>queued</c>, or <c>refused</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The source.</summary>
    public required long SourceId { get; init; }

    /// <summary>Its name; null when there is no such source.</summary>
    public string? SourceName { get; init; }

    /// <summary>Why it was refused, for programs: <c>source_not_found</c> or <c>source_inactive</c>.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Why it was refused, for people.</summary>
    public string? Error { get; init; }
}
