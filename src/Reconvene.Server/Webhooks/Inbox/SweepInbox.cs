using Microsoft.Extensions.Options;
using Reconvene.Server.Platform;

namespace Reconvene.Server.Webhooks.Inbox;

/// <summary>Once a day removes handled events that are older than the retention, a few at a time.</summary>
internal sealed partial class SweepInbox(
    WebhookStore store, IOptions<WebhookOptions> options, TimeProvider time, ILogger<SweepInbox> logger)
    : Rounds(TimeSpan.FromDays(1), isFirstAtOnce: true, time, logger)
{
    private const int Batch = 500;

    protected override string What => "removing old webhook events";

    /// <summary>Removes everything that is due now.</summary>
    /// <returns>How many were removed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var before = Time.GetUtcNow() - options.Value.Retention;
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

    protected override async Task RoundAsync(CancellationToken cancellation)
    {
        var removed = await RunAsync(cancellation);
        if (removed > 0)
        {
            Log.Swept(logger, removed);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Count} old webhook events were removed")]
        public static partial void Swept(ILogger logger, int count);
    }
}
