using Reconvene.Server.Platform;

namespace Reconvene.Server.Connections.Tokens;

/// <summary>Brings spilled tokens home: before the server listens, and every few seconds while any wait.</summary>
internal sealed class TokenSpillUpkeep(TokenSpill spill, TimeProvider time, ILogger<TokenSpillUpkeep> logger)
    : Rounds(TimeSpan.FromSeconds(2), isFirstAtOnce: false, time, logger), IPreparation
{
    protected override string What => "storing tokens that are kept in files";

    public async Task RunAsync(CancellationToken cancellation)
    {
        spill.Load();
        await spill.StoreAllAsync(cancellation);
    }

    protected override Task RoundAsync(CancellationToken cancellation) => spill.StoreAllAsync(cancellation);
}
