using Reconvene.Client.Recordings;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Recordings.Scrub;

namespace Reconvene.Server.Recordings.Retention.Trash;

/// <summary>
/// Reads every held file of the recording through from the disk and compares it with its checksum, before Zoom's are moved to
/// the trash. One that is not what it was stops that, and is fetched again while Zoom has it.
/// </summary>
internal sealed class VerifyHeld(
    TrashWork trash, RecordingWork recordings, VerifyFile verify, FetchAgain again, RecordingStore store) : IStep
{
    public async Task<StepOutcome> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var id = context.InputAs<TrashOrder>()!.RecordingId;
        if (await recordings.FindAsync(context.Tenant, id, cancellation) is null)
        {
            return Kept(id, "The recording was removed.");
        }

        if (await trash.IsProcessingAsync(context.Tenant, id, cancellation))
        {
            return Kept(id, "The recording is being processed: ask again when that is done.");
        }

        var files = await trash.HeldAsync(context.Tenant, id, cancellation);
        foreach (var file in files)
        {
            if (await verify.ReadAsync(file, cancellation) is { } wrong)
            {
                await again.RunAsync(file, wrong, cancellation);
                return Kept(id, $"File {file.Id.Value} ({file.FileType}): {wrong} It is fetched again.");
            }
        }

        return new StepOutcome.Done(async (work, stop) =>
        {
            foreach (var file in files)
            {
                await store.VerifyAsync(work, file, stop);
            }
        });
    }

    internal static StepOutcome.Finished Kept(RecordingId id, string reason) => new(
        Result: new TrashAtZoomResult { RecordingId = id.Value, Outcome = TrashAtZoomResult.Kept, Reason = $"{reason} Nothing was changed at Zoom." });
}
