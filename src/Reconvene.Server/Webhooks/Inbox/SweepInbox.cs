using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace Reconvene.Server.Webhooks.Inbox;

/// <summary>Once a day removes handled events that are older than the retention, a few at a time.</summary>
internal sealed partial class SweepInbox(
    WebhookStore store, IOptions<WebhookOptions> options, TimeProvider time, ILogger<SweepInbox> logger) : BackgroundService
{
    private const int Batch = 500;
    private static readonly TimeSpan Interval = TimeSpan.FromDays(1);

    /// <summary>Removes everything that is due now.</summary>
    /// <returns>How many were removed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var before = time.GetUtcNow() - options.Value.Retention;
        var removed = 0;
        int last;
        do
        {
            last = await store.SweepAsync(before, Batch, cancellation);
            removed += last;
        }
        while (last is Batch);

        return removed;
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

    [SuppressMessage("Design", "CA1031", Justification = "Worker loop: tomorrow's round tries again.")]
    private async Task OnceAsync(CancellationToken cancellation)
    {
        try
        {
            var removed = await RunAsync(cancellation);
            if (removed > 0)
            {
                Log.Swept(logger, removed);
            }
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            Log.Failed(logger, error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Count} old webhook events were removed")]
        public static partial void Swept(ILogger logger, int count);

        [LoggerMessage(LogLevel.Warning, "Old webhook events could not be removed; the next round tries again")]
        public static partial void Failed(ILogger logger, Exception error);
    }
}
