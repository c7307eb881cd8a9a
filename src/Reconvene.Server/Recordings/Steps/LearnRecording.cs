using Reconvene.Server.Connections;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform;
using Reconvene.Zoom;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Recordings.Steps;

/// <summary>
/// An event said that something happened to a recording: Zoom is asked what is so, and the ledger takes that. Events
/// may therefore come twice, late and in any order.
/// </summary>
internal sealed class LearnRecording(
    ConnectionQueries connections, ZoomClients zoom, LedgerStore ledger, KnownRecordings known, StartProcessing process) : IStep
{
    public async Task<StepOutcome> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var input = context.InputAs<LearnRecordingInput>()!;
        if (await connections.FindAsync(context.Tenant, new(input.Connection), cancellation) is not { } connection)
        {
            return new StepOutcome.Failed(new(FailureKind.Gone, $"Credential {input.Connection} was removed."));
        }

        if (!connection.IsActive)
        {
            return new StepOutcome.Finished(Result: new { skipped = "The credential is switched off." });
        }

        var meeting = MeetingReference.Of(new MeetingUuid(input.MeetingUuid));
        switch (await zoom.For(connection, input.Account).GetRecordingAsync(meeting, downloadTokenTtl: null, cancellation))
        {
            case ZoomResult<ZoomRecording>.Ok(var recording):
                return new StepOutcome.Done(async (work, stop) =>
                {
                    var changes = await ledger.RecordAsync(work, connection, [recording], SeenBy.Webhook, stop);
                    foreach (var change in changes.Where(change => change.HasWork))
                    {
                        await process.RunAsync(work, connection, change.Recording, stop);
                    }
                });
            case ZoomResult<ZoomRecording>.Failed({ Kind: ZoomFailureKind.Gone or ZoomFailureKind.NotReady } failure):
                return await AbsentAsync(context, connection, input.MeetingUuid, failure, cancellation);
            case ZoomResult<ZoomRecording>.Failed(var failure):
                return new StepOutcome.Failed(failure.ToFailure());
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>
    /// Zoom has none, or not yet. One that the ledger knows goes its own way, where that is confirmed before it is
    /// believed.
    /// </summary>
    private async Task<StepOutcome> AbsentAsync(
        StepContext context, ZoomConnection connection, string uuid, ZoomFailure failure, CancellationToken cancellation)
    {
        if (await known.FindAsync(connection, uuid, cancellation) is { } recording)
        {
            return new StepOutcome.Done((work, stop) => process.RunAsync(work, connection, recording, stop));
        }

        return failure.Kind is ZoomFailureKind.Gone
            ? new StepOutcome.Finished(Result: new { found = false })
            : new StepOutcome.Failed(failure.ToFailure());
    }
}
