using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Recordings;

namespace Reconvene.Server.Pipelines.Steps;

/// <summary>Says that what can be held is held, and that what was said is now read.</summary>
internal sealed class BeginUnderstanding(RecordingWork recordings, RecordingStore store) : IStep
{
    public async Task<StepOutcome> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var id = RecordingSubject.Read(context.Subject);
        var files = await recordings.CountFilesAsync(context.Tenant, id, cancellation);
        return files.GetValueOrDefault(FileState.Held) is 0
            ? new StepOutcome.Done()
            : new StepOutcome.Done((work, stop) =>
                store.SetStateAsync(work, context.Tenant, id, RecordingState.Understanding, null, stop));
    }
}
