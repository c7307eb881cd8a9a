using Reconvene.Server.Connections;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform;
using Reconvene.Zoom;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Recordings.Steps;

/// <summary>
/// An event said that something happened to a recording, or it is time to look: Zoom is asked what is so, and the ledger
/// takes that. Events may therefore come twice, late and in any order.
/// </summary>
internal sealed class LearnRecording(
    ConnectionQueries connections, ReadAtZoom read, LedgerStore ledger, StartProcessing process, LearnAbsence absence,
    TimeProvider time) : IStep
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

        var askedAt = time.GetUtcNow();
        var question = new QuestionAtZoom(input.MeetingUuid, input.Account, input.StartAt);
        switch (await read.RunAsync(connection, question, cancellation))
        {
            case ZoomResult<ZoomRecording>.Ok(var recording):
                return Learned(connection, new Listing([recording], input.Door ?? SeenBy.Webhook, askedAt, input.IsLook));
            case ZoomResult<ZoomRecording>.Failed({ Kind: ZoomFailureKind.Gone or ZoomFailureKind.NotReady } failure):
                return await absence.RunAsync(context, connection, input.MeetingUuid, failure, cancellation);
            case ZoomResult<ZoomRecording>.Failed(var failure):
                return new StepOutcome.Failed(failure.ToFailure());
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private StepOutcome.Done Learned(ZoomConnection connection, Listing listing) => new(async (work, stop) =>
    {
        var changes = await ledger.RecordAsync(work, connection, listing, stop);
        foreach (var change in changes.Where(change => change.HasWork))
        {
            await process.RunAsync(work, connection, change.Recording, stop);
        }
    });
}
