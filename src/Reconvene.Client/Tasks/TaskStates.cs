namespace Reconvene.Client.Tasks;

/// <summary>The states that a task can be in.</summary>
public static class TaskStates
{
    /// <summary>Waits for its turn; nothing has begun.</summary>
    public const string Pending = "PENDING";

    /// <summary>Is under way.</summary>
    public const string Processing = "PROCESSING";

    /// <summary>Failed and will be tried again by itself.</summary>
    public const string Retry = "RETRY";

    /// <summary>Done.</summary>
    public const string Success = "SUCCESS";

    /// <summary>Given up: will not be tried again by itself, and can be retried.</summary>
    public const string Failure = "FAILURE";

    /// <summary>Ended because somebody asked for it.</summary>
    public const string Cancelled = "CANCELLED";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Pending, Processing, Retry, Success, Failure, Cancelled];
}
