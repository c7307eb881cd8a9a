using Microsoft.Extensions.Options;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Recordings.Scrub;

/// <summary>
/// Looks whether what is held is still on the disk: at the size of every file each round, and through every file once in
/// so many days. Each file's row says when it was last read through, so that a restart goes on where it stopped.
/// </summary>
internal sealed class ScrubMedia(
    ScrubQueries queries, VerifyFile verify, FetchAgain again, RecordingStore store, DamageAlert alert, MediaFiles media,
    Database database, IOptions<RecordingOptions> options, TimeProvider time, ILogger<ScrubMedia> logger)
    : Rounds(TimeSpan.FromHours(1), isFirstAtOnce: false, time, logger)
{
    protected override string What => "looking whether held files are still whole";

    public async Task RunAsync(CancellationToken cancellation)
    {
        if (options.Value.ScrubDays is 0)
        {
            return;
        }

        foreach (var tenant in await queries.TenantsAsync(cancellation))
        {
            if (!await IsAwayAsync(tenant, cancellation))
            {
                await GlanceAsync(tenant, cancellation);
                await ReadAsync(tenant, cancellation);
            }
        }
    }

    protected override Task RoundAsync(CancellationToken cancellation) => RunAsync(cancellation);

    /// <summary>A disk that is not mounted must not have everything fetched again.</summary>
    private async Task<bool> IsAwayAsync(TenantId tenant, CancellationToken cancellation)
    {
        var folder = media.FolderOf(tenant);
        var isAway = !Directory.Exists(folder) && (await queries.HeldAsync(tenant, new(0), cancellation)).Count > 0;
        await using var work = await database.BeginAsync(cancellation);
        await alert.SayAwayAsync(work, tenant, isAway, folder, cancellation);
        await alert.SayAsync(work, tenant, cancellation);
        await work.CommitAsync(cancellation);
        return isAway;
    }

    private async Task GlanceAsync(TenantId tenant, CancellationToken cancellation)
    {
        var page = await queries.HeldAsync(tenant, new(0), cancellation);
        while (page.Count > 0)
        {
            foreach (var file in page)
            {
                if (verify.Glance(file) is { } wrong)
                {
                    await again.RunAsync(file, wrong, cancellation);
                }
            }

            page = await queries.HeldAsync(tenant, page[^1].Id, cancellation);
        }
    }

    private async Task ReadAsync(TenantId tenant, CancellationToken cancellation)
    {
        var before = Time.GetUtcNow() - TimeSpan.FromDays(options.Value.ScrubDays);
        var page = await queries.DueAsync(tenant, before, (DateTimeOffset.UnixEpoch, new(0)), cancellation);
        while (page.Count > 0)
        {
            foreach (var file in page)
            {
                if (await verify.ReadAsync(file, cancellation) is { } wrong)
                {
                    await again.RunAsync(file, wrong, cancellation);
                }
                else
                {
                    await WholeAsync(file, cancellation);
                }
            }

            page = await queries.DueAsync(tenant, before, (page[^1].VerifiedAt, page[^1].Id), cancellation);
        }
    }

    private async Task WholeAsync(FileToVerify file, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        await store.VerifyAsync(work, file, cancellation);
        await work.CommitAsync(cancellation);
    }
}
