using System.Diagnostics.CodeAnalysis;

namespace Reconvene.Server.Platform.Audit;

/// <summary>At the start, every five minutes and at the end. What is written by each node lies on that node's own disk.</summary>
internal sealed partial class KeepAuditHeads(AuditHeads heads, TimeProvider time, ILogger<KeepAuditHeads> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await OnceAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            await OnceAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [SuppressMessage("Design", "CA1031", Justification = "Worker loop: the next round tries again.")]
    private async Task OnceAsync(CancellationToken cancellation)
    {
        try
        {
            await heads.WriteAsync(cancellation);
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            Log.Failed(logger, error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The ends of the audit trail could not be written out; the next round tries again")]
        public static partial void Failed(ILogger logger, Exception error);
    }
}
