using Reconvene.Zoom;

namespace Reconvene.Server.Connections;

/// <summary>
/// A call to Zoom that a person waits for: made once more after a short wait that Zoom asks for, and given up when it takes
/// too long.
/// </summary>
internal sealed class InteractiveCall(TimeProvider time, bool mayWait = true)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>For a step of a job, in which nobody waits: it ends with the failure, and the job comes back.</summary>
    public static InteractiveCall InJob(TimeProvider time) => new(time, mayWait: false);

    public async Task<ZoomResult<T>> RunAsync<T>(
        Func<CancellationToken, Task<ZoomResult<T>>> call, CancellationToken cancellation)
    {
        // Real time: a person waits by it, whatever our clock says.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            var first = await call(limit.Token);
            if (!mayWait || WaitOf(first) is not { } wait)
            {
                return first;
            }

            await Task.Delay(wait, time, limit.Token);
            return await call(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return ZoomResult.Failed<T>(new(
                ZoomFailureKind.Unavailable, $"Zoom did not answer within {Patience.TotalSeconds:0} seconds: try again later.")
            {
                OutcomeUnknown = true,
            });
        }
    }

    private TimeSpan? WaitOf<T>(ZoomResult<T> result)
    {
        if (result is not ZoomResult<T>.Failed({ Kind: ZoomFailureKind.RateLimited, NotBefore: { } moment }))
        {
            return null;
        }

        var wait = moment - time.GetUtcNow();
        return wait <= LongestWait ? TimeSpan.FromTicks(Math.Max(0, wait.Ticks)) : null;
    }
}
