using System.Diagnostics;

namespace Reconvene.Testing;

/// <summary>
/// Real time without the moments in which this machine let nobody of this process run: for the few rules that are seconds to
/// another program (Zoom waits three), on a machine that does other work beside.
/// </summary>
public static class FairClock
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    public static async Task<(T Answer, TimeSpan Took)> TimeAsync<T>(Task<T> asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var begun = Stopwatch.GetTimestamp();
        var stolen = TimeSpan.Zero;
        while (!asked.IsCompleted)
        {
            var waited = Stopwatch.GetTimestamp();
            await Task.WhenAny(asked, Task.Delay(Tick, TimeProvider.System)).ConfigureAwait(false);
            var late = Stopwatch.GetElapsedTime(waited) - Tick;
            stolen += late > TimeSpan.Zero ? late : TimeSpan.Zero;
        }

        return (await asked.ConfigureAwait(false), Stopwatch.GetElapsedTime(begun) - stolen);
    }
}
