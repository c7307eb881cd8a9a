using Reconvene.Zoom;

namespace Reconvene.Server.Connections.Rates.Lanes;

/// <summary>One who waits for a turn.</summary>
/// <param name="goesAt">Then it waits no longer.</param>
internal sealed class RateCaller(TimeSpan goesAt)
{
    /// <summary>Null when the turn came; else why it is too far away.</summary>
    public TaskCompletionSource<ZoomFailure?> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TimeSpan GoesAt { get; } = goesAt;
}
