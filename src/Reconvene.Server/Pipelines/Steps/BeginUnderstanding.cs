using Reconvene.Server.Deliverables;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Recordings;

namespace Reconvene.Server.Pipelines.Steps;

/// <summary>Says that what can be held is held, and that what was said is now read, unless nobody wants that yet.</summary>
internal sealed class BeginUnderstanding(
    RecordingWork recordings, DeliverableQueries deliverables, RecordingStore store) : IStep
{
    public async Task<StepOutcome> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var id = RecordingSubject.Read(context.Subject);
        var files = await recordings.CountFilesAsync(context.Tenant, id, cancellation);
        if (files.GetValueOrDefault(FileState.Held) is 0)
        {
            return new StepOutcome.Done();
        }

        if (context.InputAs<RecordingOrder>() is { IsProcessed: false } order)
        {
            var made = (await deliverables.OfRecordingAsync(context.Tenant, id, cancellation)).Count > 0;
            var (state, reason) = FinishRecording.Judge(files, made, order);
            return new StepOutcome.Finished((work, stop) => store.SetStateAsync(work, context.Tenant, id, state, reason, stop));
        }

        return new StepOutcome.Done((work, stop) =>
            store.SetStateAsync(work, context.Tenant, id, RecordingState.Understanding, null, stop));
    }
}
