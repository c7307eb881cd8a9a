using Reconvene.Client.Recordings;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Recordings.Mark;
using Reconvene.Server.Recordings.Scrub;

namespace Reconvene.Server.Recordings.Retention.Trash;

/// <summary>
/// Reads every held file of the recording through from the disk and compares it with its checksum, before Zoom's are moved to
/// the trash. One that is not what it was stops that, and is fetched again while Zoom has it. What was read is not read again
/// after an interruption; what a person ordered is read as fast as the disk can.
/// </summary>
internal sealed partial class VerifyHeld(
    TrashWork trash, RecordingWork recordings, VerifyFile verify, FetchAgain again, RecordingStore store, MarkMedia mark,
    Database database, TimeProvider time, ILogger<VerifyHeld> logger) : IStep
{
    private const int MostProgress = 50;

    public async Task<StepOutcome> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var order = context.InputAs<TrashOrder>()!;
        var id = order.RecordingId;
        if (await recordings.FindAsync(context.Tenant, id, cancellation) is null)
        {
            return Kept(id, "The recording was removed.");
        }

        if (await trash.WhyNotAsync(context.Tenant, order, time.GetUtcNow(), cancellation) is { } reason)
        {
            return Kept(id, reason);
        }

        if (await mark.WhyNotAsync(cancellation) is { } away)
        {
            return new StepOutcome.Failed(new(FailureKind.Unavailable, away));
        }

        var files = await trash.HeldAsync(context.Tenant, id, cancellation);
        List<long> read = [.. context.BookmarkAs<ReadThrough>()?.Files ?? []];
        foreach (var file in files.Where(file => !read.Contains(file.Id.Value)))
        {
            switch (await verify.ReadAsync(file, isInHurry: order.User is not null, cancellation))
            {
                case FileVerdict.Damaged(var wrong):
                    await again.RunAsync(file, wrong, cancellation);
                    return Kept(id, $"File {file.Id.Value} ({file.FileType}): {wrong} It is fetched again.");
                case FileVerdict.Unread(var why):
                    Log.Unread(logger, file.Id.Value, why);
                    return new StepOutcome.Failed(new(
                        FailureKind.Unavailable,
                        $"File {file.Id.Value} ({file.FileType}) could not be looked at: it is tried again, and the server's log says why. Nothing was changed at Zoom."));
            }

            await WholeAsync(file, cancellation);
            read.Add(file.Id.Value);
            await context.MarkAsync(
                MostProgress * read.Count / files.Count, $"{read.Count} of {files.Count} files were read through.", new ReadThrough(read), cancellation);
        }

        return new StepOutcome.Done();
    }

    private async Task WholeAsync(FileToVerify file, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        await store.VerifyAsync(work, file, cancellation);
        await work.CommitAsync(cancellation);
    }

    internal static StepOutcome.Finished Kept(RecordingId id, string reason) => new(
        Result: new TrashAtZoomResult { RecordingId = id.Value, Outcome = TrashAtZoomResult.Kept, Reason = $"{reason} Nothing was changed at Zoom." });

    /// <summary>What was read through and found whole.</summary>
    private sealed record ReadThrough(IReadOnlyList<long> Files);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Held file {FileId} could not be looked at before its recording goes to Zoom's trash: {Why}")]
        public static partial void Unread(ILogger logger, long fileId, string why);
    }
}
