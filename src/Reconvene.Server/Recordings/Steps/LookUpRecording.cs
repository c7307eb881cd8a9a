using Reconvene.Server.Connections;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform;
using Reconvene.Zoom;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Recordings.Steps;

/// <summary>
/// Asks Zoom what the recording is made of now. One that Zoom no longer answers for is believed gone only when its
/// host's list lacks it too, twice.
/// </summary>
internal sealed class LookUpRecording(
    RecordingWork recordings, ConnectionQueries connections, ZoomClients zoom, LedgerStore ledger, RecordingStore store,
    MediaFiles media, TimeProvider time) : IStep
{
    private const int Confirmations = 2;
    private static readonly TimeSpan ConfirmAfter = TimeSpan.FromMinutes(2);

    public async Task<StepOutcome> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var id = RecordingSubject.Read(context.Subject);
        if (await recordings.FindAsync(context.Tenant, id, cancellation) is not { } recording
            || await connections.FindAsync(context.Tenant, recording.ConnectionId, cancellation) is not { } connection)
        {
            return new StepOutcome.Finished(Result: new { removed = true });
        }

        var meeting = MeetingReference.Of(new MeetingUuid(recording.MeetingUuid));
        switch (await zoom.For(connection, recording.AccountId).GetRecordingAsync(meeting, downloadTokenTtl: null, cancellation))
        {
            case ZoomResult<ZoomRecording>.Ok(var listed):
                return new StepOutcome.Done(
                    (work, stop) => ledger.RecordAsync(work, connection, [listed], SeenBy.Sync, stop));
            case ZoomResult<ZoomRecording>.Failed({ Kind: ZoomFailureKind.Gone or ZoomFailureKind.NotReady } failure):
                return await AbsentAsync(context, connection, recording, failure, cancellation);
            case ZoomResult<ZoomRecording>.Failed(var failure):
                return new StepOutcome.Failed(failure.ToFailure());
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private async Task<StepOutcome> AbsentAsync(
        StepContext context, ZoomConnection connection, RecordingAtWork recording, ZoomFailure failure, CancellationToken cancellation)
    {
        if (recording.HostId is not { } host)
        {
            return new StepOutcome.Failed(failure.ToFailure());
        }

        var day = DateOnly.FromDateTime(recording.StartAt.UtcDateTime);
        await foreach (var page in zoom.For(connection, recording.AccountId).ListUserRecordingsAsync(
            connection.IsOfOneUser ? ZoomConnection.Me : host, day.AddDays(-1), day.AddDays(1), trash: false, cancellation))
        {
            switch (page)
            {
                case ZoomResult<ZoomPage<ZoomRecording>>.Failed({ Kind: not ZoomFailureKind.Gone } listing):
                    return new StepOutcome.Failed(listing.ToFailure());
                case ZoomResult<ZoomPage<ZoomRecording>>.Ok(var items)
                    when items.Items.Any(item => item.Uuid == recording.MeetingUuid):
                    return new StepOutcome.Failed(new(FailureKind.NotReady, failure.Reason));
            }
        }

        var times = (context.BookmarkAs<Absence>()?.Times ?? 0) + 1;
        if (times >= Confirmations)
        {
            return await GoneAsync(context, recording, cancellation);
        }

        await context.MarkAsync(0, "Zoom no longer lists this recording: asked once more before it is believed.", new Absence(times), cancellation);
        return new StepOutcome.Failed(new(
            FailureKind.NotReady, "Zoom no longer lists this recording.", time.GetUtcNow() + ConfirmAfter));
    }

    /// <summary>What is held is kept, and goes on; what is not can no longer be had.</summary>
    private async Task<StepOutcome> GoneAsync(
        StepContext context, RecordingAtWork recording, CancellationToken cancellation)
    {
        const string Reason = "Removed at Zoom before it was held.";
        foreach (var file in await recordings.FilesToFetchAsync(context.Tenant, recording.Id, cancellation))
        {
            media.Remove(file.TenantId, file.RecordingId, file.Id);
        }

        var files = await recordings.CountFilesAsync(context.Tenant, recording.Id, cancellation);
        var lost = files.GetValueOrDefault(FileState.Queued) + files.GetValueOrDefault(FileState.Waiting);
        return lost is 0 && files.GetValueOrDefault(FileState.Held) > 0
            ? new StepOutcome.Done()
            : new StepOutcome.Done(async (work, stop) =>
            {
                await RecordingStore.MissRestAsync(work, context.Tenant, recording.Id, Reason, isGone: true, stop);
                await store.SetStateAsync(work, context.Tenant, recording.Id, RecordingState.GoneAtZoom, Reason, stop);
            });
    }

    private sealed record Absence(int Times);
}
