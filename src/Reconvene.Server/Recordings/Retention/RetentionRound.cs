using Reconvene.Server.Accounts;
using Reconvene.Server.Platform;
using Reconvene.Server.Recordings.Retention.Trash;
using Reconvene.Server.Recordings.Scrub;

namespace Reconvene.Server.Recordings.Retention;

/// <summary>
/// Once an hour, of every tenant: media whose time is over are removed, and recordings whose source says so are asked to be
/// put into the trash at Zoom. What it does stands in the rows, so that a stop loses nothing.
/// </summary>
internal sealed partial class RetentionRound(
    ScrubQueries tenants, RemoveDueMedia remove, TrashBySource trash, TimeProvider time, ILogger<RetentionRound> logger)
    : Rounds(TimeSpan.FromHours(1), isFirstAtOnce: false, time, logger)
{
    private const int MostBatches = 40;

    protected override string What => "removing media whose time is over";

    public async Task RunAsync(CancellationToken cancellation)
    {
        foreach (var tenant in await tenants.TenantsAsync(cancellation))
        {
            await TryAsync(stop => RemoveAsync(tenant, stop), cancellation);
            await TryAsync(stop => trash.RunAsync(tenant, stop), cancellation);
        }
    }

    protected override Task RoundAsync(CancellationToken cancellation) => RunAsync(cancellation);

    private async Task RemoveAsync(TenantId tenant, CancellationToken cancellation)
    {
        // What is left after so many has its turn in the next round; the other tenants have theirs now.
        for (var batch = 0; batch < MostBatches; batch++)
        {
            var (removed, hasMore) = await remove.RunAsync(tenant, cancellation);
            if (removed > 0)
            {
                Log.Removed(logger, tenant.Value, removed);
            }

            if (!hasMore)
            {
                return;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Media files of tenant {TenantId} whose time was over were removed: {Files}")]
        public static partial void Removed(ILogger logger, long tenantId, int files);
    }
}
