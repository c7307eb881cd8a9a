using Reconvene.Server.Platform;

namespace Reconvene.Server.Connections.Tokens;

/// <summary>Brings spilled tokens home: before the server listens, and every few seconds while any wait.</summary>
internal sealed class TokenSpillUpkeep(TokenSpill spill, TimeProvider time) : BackgroundService, IPreparation
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    public async Task RunAsync(CancellationToken cancellation)
    {
        spill.Load();
        await spill.StoreAllAsync(cancellation);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await spill.StoreAllAsync(stoppingToken);
        }
    }
}
