using Reconvene.Zoom;

namespace Reconvene.Server.Tests.Connections.Rates;

/// <summary>Callers who ask again as soon as they were let go, until the time is over.</summary>
internal static class CallLoop
{
    /// <summary>As jobs do: who is told when to come back comes back then.</summary>
    /// <param name="time">The driven clock.</param>
    /// <param name="callers">How many.</param>
    /// <param name="span">For so long.</param>
    /// <param name="ask">Null when the call left.</param>
    /// <param name="left">Told of each call that left within the time.</param>
    public static Task RunAsync(
        DrivenTime time, int callers, TimeSpan span, Func<ValueTask<ZoomFailure?>> ask, Action left)
    {
        var end = time.GetUtcNow() + span;
        return Task.WhenAll(Enumerable.Range(0, callers).Select(async _ =>
        {
            while (time.GetUtcNow() < end)
            {
                if (await ask() is { NotBefore: { } later })
                {
                    var wait = later - time.GetUtcNow();
                    await Task.Delay(wait > TimeSpan.FromMilliseconds(1) ? wait : TimeSpan.FromMilliseconds(1), time);
                }
                else if (time.GetUtcNow() < end)
                {
                    left();
                }
            }
        }));
    }
}
