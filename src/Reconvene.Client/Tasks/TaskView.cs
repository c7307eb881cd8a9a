using System.Text.Json;

namespace Reconvene.Client.Tasks;

/// <summary>One piece of background work, as the API shows it.</summary>
public sealed record TaskView
{
    /// <summary>The task's id.</summary>
    public required string TaskId { get; init; }

    /// <summary>What kind of work it is, such as <c>process-recording</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What it is about, such as <c>recording:12</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>One of <see cref="TaskStates"/>.</summary>
    public required string State { get; init; }

    /// <summary>Where it stands, in one sentence.</summary>
    public required string Status { get; init; }

    /// <summary>How far it is, 0 to 100.</summary>
    public required int Progress { get; init; }

    /// <summary>What it achieved; its shape depends on the kind. Null until it succeeded.</summary>
    public JsonElement? Result { get; init; }

    /// <summary>What went wrong last and what to do about it; null while nothing did.</summary>
    public string? Error { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When anything about it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it ended; null while it is under way.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>When it is tried again; null unless it waits for that.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Whether it ended, one way or another.</summary>
    public bool HasEnded() => State is TaskStates.Success or TaskStates.Failure or TaskStates.Cancelled;
}
