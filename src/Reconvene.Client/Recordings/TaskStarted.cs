namespace Reconvene.Client.Recordings;

/// <summary>Background work was asked for.</summary>
public sealed record TaskStarted
{
    /// <summary>The task to follow at <c>/api/v1/tasks/{task_id}</c>.</summary>
    public required string TaskId { get; init; }
}
