namespace Reconvene.Client.Sources;

/// <summary>A sync was asked for.</summary>
public sealed record SyncStarted
{
    /// <summary>The task to follow at <c>/api/v1/tasks/{task_id}</c>.</summary>
    public required string TaskId { get; init; }

    /// <summary><c>queued</c>. A sync of the same days that is already under way is joined, not repeated.</summary>
    public required string Status { get; init; }

    /// <summary>The source.</summary>
    public required long SourceId { get; init; }

    /// <summary>Its name.</summary>
    public required string SourceName { get; init; }
}
