using System.Diagnostics.CodeAnalysis;
using Reconvene.Server.Webhooks.Inbox;

namespace Reconvene.Server.Webhooks.Pump;

/// <summary>Pumps for as long as the server runs: at once what this node took in, within seconds what others left.</summary>
internal sealed partial class PumpEvents(WebhookPump pump, WebhookInbox inbox, ILogger<PumpEvents> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await OnceAsync(stoppingToken);
            await inbox.Arrival.WaitAsync(Interval, stoppingToken);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Worker loop: the next round tries again.")]
    private async Task OnceAsync(CancellationToken cancellation)
    {
        try
        {
            await pump.DrainAsync(cancellation);
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            Log.Failed(logger, error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Webhook events could not be handled; they wait in the inbox")]
        public static partial void Failed(ILogger logger, Exception error);
    }
}
