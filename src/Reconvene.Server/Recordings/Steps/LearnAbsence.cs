using Reconvene.Server.Connections;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Zoom;

namespace Reconvene.Server.Recordings.Steps;

/// <summary>
/// Zoom has no such recording, or not yet. Where one that the ledger knows is now, is found out and kept at once, also
/// while its own job waits for something else; that job then says how it stands.
/// </summary>
internal sealed class LearnAbsence(
    KnownRecordings known, RecordingWork recordings, AbsentRecording absent, StartProcessing process)
{
    public async Task<StepOutcome> RunAsync(
        StepContext context, ZoomConnection connection, string uuid, ZoomFailure failure, CancellationToken cancellation)
    {
        if (await known.FindAsync(connection, uuid, cancellation) is not { } id
            || await recordings.FindAsync(context.Tenant, id, cancellation) is not { } recording)
        {
            return failure.Kind is ZoomFailureKind.Gone
                ? new StepOutcome.Finished(Result: new { found = false })
                : new StepOutcome.Failed(failure.ToFailure());
        }

        var (absence, notSure) = await absent.JudgeAsync(context, connection, recording, failure, cancellation);
        if (absence is null)
        {
            return new StepOutcome.Failed(notSure!);
        }

        return new StepOutcome.Done(async (work, stop) =>
        {
            if (await absent.LeaveAsync(work, context.Tenant, recording, absence, stop) is > 0)
            {
                await process.RunAsync(work, connection, id, stop);
            }
        });
    }
}
