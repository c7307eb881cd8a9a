using Reconvene.Server.Platform;

namespace Reconvene.Server.Connections.Rates.Store;

/// <summary>Ends sleeps that are over, whether anyone calls or not: an operator should not read of yesterday's limit.</summary>
internal sealed class WakeBudgets(RateStore store, TimeProvider time, ILogger<WakeBudgets> logger)
    : Rounds(TimeSpan.FromMinutes(1), isFirstAtOnce: true, time, logger)
{
    protected override string What => "ending daily limits of Zoom accounts that are over";

    protected override Task RoundAsync(CancellationToken cancellation) => store.WakeAsync(cancellation);
}
