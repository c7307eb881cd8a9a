using System.Diagnostics.CodeAnalysis;

namespace Reconvene.Server.ZoomApps;

/// <summary>Keeps what intake knows in step with the rows, which other nodes change too, and writes the sightings.</summary>
internal sealed partial class ZoomAppUpkeep(
    KnownZoomApps known, ZoomAppSightings sightings, ILogger<ZoomAppUpkeep> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await OnceAsync(sightings.FlushAsync, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await known.Change.WaitAsync(Interval, stoppingToken);
            await OnceAsync(known.RefreshAsync, stoppingToken);
            await OnceAsync(sightings.FlushAsync, stoppingToken);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Worker loop: the next round tries again.")]
    private async Task OnceAsync(Func<CancellationToken, Task> act, CancellationToken cancellation)
    {
        try
        {
            await act(cancellation);
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            Log.Failed(logger, error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The Zoom apps could not be read or written; what is known stays in use")]
        public static partial void Failed(ILogger logger, Exception error);
    }
}
