using Microsoft.Extensions.Options;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Recordings.Mark;

namespace Reconvene.Server.Recordings.Scrub;

/// <summary>
/// Looks whether what is held is still on the disk: at the size of every file each round, and through every file once in
/// so many days. Each file's row says when it was last read through, so that a restart goes on where it stopped. What cannot
/// be looked at is said, and holds up neither the other files nor the other tenants.
/// </summary>
internal sealed partial class ScrubMedia(
    ScrubQueries queries, VerifyFile verify, FetchAgain again, RecordingStore store, DamageAlert alert, MediaFiles media,
    MarkMedia mark, Database database, IOptions<RecordingOptions> options, TimeProvider time, ILogger<ScrubMedia> logger)
    : Rounds(TimeSpan.FromHours(1), isFirstAtOnce: false, time, logger)
{
    protected override string What => "looking whether held files are still whole";

    public async Task RunAsync(CancellationToken cancellation)
    {
        if (options.Value.ScrubDays is 0 || await mark.WhyNotAsync(cancellation) is not null)
        {
            return;
        }

        foreach (var tenant in await queries.TenantsAsync(cancellation))
        {
            await TryAsync(stop => LookAsync(tenant, stop), cancellation);
        }
    }

    protected override Task RoundAsync(CancellationToken cancellation) => RunAsync(cancellation);

    private async Task LookAsync(TenantId tenant, CancellationToken cancellation)
    {
        if (await IsAwayAsync(tenant, cancellation))
        {
            return;
        }

        var unread = new HashSet<RecordingFileId>();
        await GlanceAsync(tenant, unread, cancellation);
        await ReadAsync(tenant, unread, cancellation);
        await using var work = await database.BeginAsync(cancellation);
        await alert.SayUnreadAsync(work, tenant, unread.Count, cancellation);
        await work.CommitAsync(cancellation);
    }

    /// <summary>A disk that is not mounted must not have everything fetched again.</summary>
    private async Task<bool> IsAwayAsync(TenantId tenant, CancellationToken cancellation)
    {
        var folder = media.FolderOf(tenant);
        var isAway = !Directory.Exists(folder) && (await queries.HeldAsync(tenant, new(0), cancellation)).Count > 0;
        if (isAway)
        {
            Log.Away(logger, tenant.Value, folder);
        }

        await using var work = await database.BeginAsync(cancellation);
        await alert.SayAwayAsync(work, tenant, isAway, cancellation);
        await alert.SayAsync(work, tenant, cancellation);
        await work.CommitAsync(cancellation);
        return isAway;
    }

    private async Task GlanceAsync(TenantId tenant, HashSet<RecordingFileId> unread, CancellationToken cancellation)
    {
        var page = await queries.HeldAsync(tenant, new(0), cancellation);
        while (page.Count > 0)
        {
            foreach (var file in page)
            {
                await JudgeAsync(file, verify.Glance(file), unread, cancellation);
            }

            page = await queries.HeldAsync(tenant, page[^1].Id, cancellation);
        }
    }

    private async Task ReadAsync(TenantId tenant, HashSet<RecordingFileId> unread, CancellationToken cancellation)
    {
        var before = Time.GetUtcNow() - TimeSpan.FromDays(options.Value.ScrubDays);
        var page = await queries.DueAsync(tenant, before, (DateTimeOffset.UnixEpoch, new(0)), cancellation);
        while (page.Count > 0)
        {
            foreach (var file in page.Where(file => !unread.Contains(file.Id)))
            {
                var verdict = await verify.ReadAsync(file, isInHurry: false, cancellation);
                await JudgeAsync(file, verdict, unread, cancellation);
                if (verdict is FileVerdict.Whole)
                {
                    await WholeAsync(file, cancellation);
                }
            }

            page = await queries.DueAsync(tenant, before, (page[^1].VerifiedAt, page[^1].Id), cancellation);
        }
    }

    private async Task JudgeAsync(
        FileToVerify file, FileVerdict verdict, HashSet<RecordingFileId> unread, CancellationToken cancellation)
    {
        try
        {
            if (verdict is FileVerdict.Damaged(var reason))
            {
                await again.RunAsync(file, reason, cancellation);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            verdict = new FileVerdict.Unread(error.Message);
        }

        if (verdict is FileVerdict.Unread(var why))
        {
            unread.Add(file.Id);
            Log.Unread(logger, file.RecordingId.Value, file.Id.Value, why);
        }
    }

    private async Task WholeAsync(FileToVerify file, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        await store.VerifyAsync(work, file, cancellation);
        await work.CommitAsync(cancellation);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The folder of the recordings of tenant {TenantId} is not there: see whether its disk is mounted at {Path}")]
        public static partial void Away(ILogger logger, long tenantId, string path);

        [LoggerMessage(LogLevel.Warning, "A held file of recording {RecordingId} could not be looked at, and is in the next round: file {FileId}. {Why}")]
        public static partial void Unread(ILogger logger, long recordingId, long fileId, string why);
    }
}
