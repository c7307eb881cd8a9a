using Reconvene.Server.Deliverables;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Recordings;

namespace Reconvene.Server.Pipelines.Steps;

/// <summary>Says how the recording stands at the end of its way, by what the ledger proves.</summary>
internal sealed class FinishRecording(
    RecordingWork recordings, DeliverableQueries deliverables, RecordingStore store) : IStep
{
    public async Task<StepOutcome> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var id = RecordingSubject.Read(context.Subject);
        var files = await recordings.CountFilesAsync(context.Tenant, id, cancellation);
        var made = (await deliverables.OfRecordingAsync(context.Tenant, id, cancellation)).Count > 0;
        var away = (await recordings.FindAsync(context.Tenant, id, cancellation))?.Away;
        var (state, reason) = Judge(files, made, context.InputAs<RecordingOrder>(), away);
        return new StepOutcome.Done((work, stop) =>
            store.SetStateAsync(work, context.Tenant, id, state, reason, stop));
    }

    /// <summary>
    /// Of one that is held without a transcript no reason is kept: whether one is still waited for changes with time, and
    /// is said when it is read.
    /// </summary>
    internal static (string State, string? Reason) Judge(
        IReadOnlyDictionary<string, int> files, bool made, RecordingOrder? order, Whereabouts? away = null)
    {
        int Count(string state) => files.GetValueOrDefault(state);
        if (Count(FileState.Queued) > 0)
        {
            return (RecordingState.Queued, null);
        }

        if (Count(FileState.Held) is 0)
        {
            return Count(FileState.Waiting) > 0 ? (RecordingState.Waiting, "Zoom is still making the files.")
                : Count(FileState.Missing) > 0 ? (RecordingState.GoneAtZoom, away?.Reason ?? "No file could be had: see each file's reason.")
                : (RecordingState.Skipped, "Nothing of it is kept here.");
        }

        if (Count(FileState.Missing) > 0 && order?.FileKey is null)
        {
            return (RecordingState.NeedsAttention, away is null
                ? $"{Count(FileState.Missing)} files are missing: see each file's reason, then process it again."
                : $"{Count(FileState.Missing)} files are missing. {away.Reason}");
        }

        if (made)
        {
            return (RecordingState.Ready, Count(FileState.Waiting) > 0 ? "Zoom is still making more files." : null);
        }

        return (RecordingState.Held, (order, Count(FileState.Waiting)) switch
        {
            ({ FileKey: not null }, _) => "Only the file that was asked for is here: process the recording to have the others.",
            ({ IsProcessed: false }, _) => "Taken and not processed, as asked: process it when it is wanted.",
            (_, > 0) => "Zoom is still making more files.",
            _ => null,
        });
    }
}
