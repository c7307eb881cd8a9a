using Reconvene.Zoom.Scopes;

namespace Reconvene.Zoom.Rates;

/// <summary>
/// What one account may still be asked: whoever calls Zoom takes from it before each call, and tells it after each answer.
/// </summary>
public interface IZoomRateBudget
{
    /// <summary>
    /// Waits for the call's turn. Null when it may leave now; else why not, with <see cref="ZoomFailure.NotBefore"/>: the
    /// turn is too far away to be waited for, and the call is not made.
    /// </summary>
    /// <param name="operation">What is to be called.</param>
    /// <param name="cancellation">Gives the turn up.</param>
    ValueTask<ZoomFailure?> TakeAsync(ZoomOperation operation, CancellationToken cancellation);

    /// <summary>
    /// Learns from an answer. After a 429 it says when the next call may leave; null in all other cases.
    /// </summary>
    /// <param name="answer">What came.</param>
    /// <param name="cancellation">Stops waiting; what was learned counts nevertheless.</param>
    ValueTask<DateTimeOffset?> AnsweredAsync(ZoomRateAnswer answer, CancellationToken cancellation);
}
