using Reconvene.Server.Platform;

namespace Reconvene.Server.Sources;

/// <summary>Says every minute of what events brought which source takes it.</summary>
internal sealed class SettleSources(TakenRecordings taken, TimeProvider time, ILogger<SettleSources> logger)
    : Rounds(TimeSpan.FromMinutes(1), isFirstAtOnce: true, time, logger)
{
    protected override string What => "looking which source takes new recordings";

    protected override Task RoundAsync(CancellationToken cancellation) => taken.SettleAsync(cancellation);
}
