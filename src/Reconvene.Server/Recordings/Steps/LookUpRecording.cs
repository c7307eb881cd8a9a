using Reconvene.Server.Connections;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Recordings.Attendance;
using Reconvene.Zoom;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Recordings.Steps;

/// <summary>Asks Zoom what the recording is made of now.</summary>
internal sealed class LookUpRecording(
    RecordingWork recordings, ConnectionQueries connections, ReadAtZoom read, LedgerStore ledger, AbsentRecording absent,
    KeepFormer former, AskAttendance attendance, MediaFiles media, TimeProvider time) : IStep
{
    private const string NotListed =
        "Zoom no longer lists this file: if it is in the trash there, recover it within 30 days, and it is taken by itself.";

    public async Task<StepOutcome> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var id = RecordingSubject.Read(context.Subject);
        if (await recordings.FindAsync(context.Tenant, id, cancellation) is not { } recording
            || await connections.FindAsync(context.Tenant, recording.ConnectionId, cancellation) is not { } connection)
        {
            return new StepOutcome.Finished(Result: new { removed = true });
        }

        var askedAt = time.GetUtcNow();
        var question = new QuestionAtZoom(recording.MeetingUuid, recording.AccountId, recording.StartAt);
        switch (await read.RunAsync(connection, question, cancellation))
        {
            case ZoomResult<ZoomRecording>.Ok(var listed):
                return await ListedAsync(context, connection, recording, new Listing([listed], SeenBy.Sync, askedAt), cancellation);
            case ZoomResult<ZoomRecording>.Failed({ Kind: ZoomFailureKind.Gone or ZoomFailureKind.NotReady } failure):
                return await AbsentAsync(context, connection, recording, failure, cancellation);
            case ZoomResult<ZoomRecording>.Failed(var failure):
                return new StepOutcome.Failed(failure.ToFailure());
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>A file that is not held, and that Zoom does not list any more, is not waited for. An odd listing proves nothing.</summary>
    private async Task<StepOutcome> ListedAsync(
        StepContext context, ZoomConnection connection, RecordingAtWork recording, Listing listing, CancellationToken cancellation)
    {
        var id = recording.Id;
        var listed = listing.Recordings[0];
        var keys = listed.EveryFile().Select(file => file.FileKey).ToHashSet(StringComparer.Ordinal);
        if (keys.Count is 0 || listed.Unreadable.Count > 0)
        {
            return new StepOutcome.Done((work, stop) => ledger.RecordAsync(work, connection, listing, stop));
        }

        foreach (var file in await recordings.FilesToFetchAsync(context.Tenant, id, cancellation))
        {
            if (!keys.Contains(file.FileKey))
            {
                media.RemovePartial(file.TenantId, file.RecordingId, file.Id);
            }
        }

        var keepAttendance = context.InputAs<RecordingOrder>() is { IsProcessed: false }
            ? null
            : await attendance.RunAsync(connection, recording, listed, cancellation);
        return new StepOutcome.Done(async (work, stop) =>
        {
            await ledger.RecordAsync(work, connection, listing, stop);
            await (keepAttendance?.Invoke(work, stop) ?? Task.CompletedTask);
            await former.RunAsync(
                work, context.Tenant, id, file => !keys.Contains(file.FileKey) && file.LastCheckedAt < listing.AskedAt, NotListed, stop);
            await RecordingStore.LoseUnlistedAsync(work, context.Tenant, id, [.. keys], NotListed, listing.AskedAt, stop);
        });
    }

    private async Task<StepOutcome> AbsentAsync(
        StepContext context, ZoomConnection connection, RecordingAtWork recording, ZoomFailure failure, CancellationToken cancellation)
    {
        var (absence, notSure) = await absent.JudgeAsync(context, connection, recording, failure, cancellation);
        if (absence is null)
        {
            return new StepOutcome.Failed(notSure!);
        }

        // What is whole here has nothing more to go through.
        var files = await recordings.CountFilesAsync(context.Tenant, recording.Id, cancellation);
        var isWhole = recording.State is RecordingState.Ready && !files.Keys.Any(state => state is not (FileState.Held or FileState.Deleted));
        media.RemovePartials(context.Tenant, recording.Id);
        return isWhole
            ? new StepOutcome.Finished((work, stop) => absent.LeaveAsync(work, context.Tenant, recording, absence, stop))
            : new StepOutcome.Done((work, stop) => absent.LeaveAsync(work, context.Tenant, recording, absence, stop));
    }
}
