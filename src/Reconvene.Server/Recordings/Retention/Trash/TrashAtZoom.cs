using System.Globalization;
using Reconvene.Client.Recordings;
using Reconvene.Server.Connections;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Recordings.Steps;
using Reconvene.Zoom;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Recordings.Retention.Trash;

/// <summary>
/// Moves a recording to Zoom's trash. Each run asks Zoom first what it lists: an answer that was lost is found out so, and
/// nothing is asked for twice. When ours stays, all that Zoom lists must be held whole; an error is never taken for done.
/// </summary>
internal sealed class TrashAtZoom(
    TrashWork trash, RecordingWork recordings, ConnectionQueries connections, ZoomClients zoom, AbsentRecording absent,
    MoveAtZoom move, AuditTrail audit, TimeProvider time) : IStep
{
    public async Task<StepOutcome> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var order = context.InputAs<TrashOrder>()!;
        var id = order.RecordingId;
        if (await recordings.FindAsync(context.Tenant, id, cancellation) is not { } recording
            || await connections.FindAsync(context.Tenant, recording.ConnectionId, cancellation) is not { } connection)
        {
            return VerifyHeld.Kept(id, "The recording was removed.");
        }

        if (!connection.IsActive)
        {
            return new StepOutcome.Failed(new(
                FailureKind.Misconfigured, $"Credential {connection.Id.Value} is switched off: switch it on and try again."));
        }

        var client = zoom.For(connection, recording.AccountId);
        var meeting = MeetingReference.Of(new MeetingUuid(recording.MeetingUuid));
        switch (await client.GetRecordingAsync(meeting, downloadTokenTtl: null, cancellation))
        {
            case ZoomResult<ZoomRecording>.Ok(var listed):
                return await ListedAsync(new(context, order, connection, recording, listed), client, meeting, cancellation);
            case ZoomResult<ZoomRecording>.Failed({ Kind: ZoomFailureKind.Gone or ZoomFailureKind.NotReady } failure):
                return await AbsentAsync(context, order, connection, recording, failure, cancellation);
            case ZoomResult<ZoomRecording>.Failed(var failure):
                return new StepOutcome.Failed(failure.ToFailure());
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private async Task<StepOutcome> ListedAsync(
        Found found, ZoomClient client, MeetingReference meeting, CancellationToken cancellation)
    {
        var (context, order, _, recording, listed) = found;
        var files = await trash.FilesAsync(context.Tenant, recording.Id, cancellation);
        if (order.File is { } one)
        {
            return await FileAsync(found, files.FirstOrDefault(file => file.Id.Value == one), client, meeting, cancellation);
        }

        if (!order.IsOursToo && await WhyNotAsync(context, order, listed, files, cancellation) is { } reason)
        {
            return VerifyHeld.Kept(recording.Id, reason);
        }

        await AskAsync(context, "Zoom is asked to move it to the trash.", cancellation);
        return await client.TrashRecordingAsync(meeting, cancellation) switch
        {
            ZoomResult<Done>.Ok => Trashed(found, time.GetUtcNow(), files),
            ZoomResult<Done>.Failed(var failure) => new StepOutcome.Failed(Readable(failure)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private async Task<string?> WhyNotAsync(
        StepContext context, TrashOrder order, ZoomRecording listed, IReadOnlyList<LedgerFile> files, CancellationToken cancellation) =>
        await trash.WhyNotAsync(context.Tenant, order, time.GetUtcNow(), cancellation)
        ?? HeldWhole.WhyNot(listed, files, order.AskedAt);

    /// <summary>One file of it alone. What Zoom does not list is not there to be moved.</summary>
    private async Task<StepOutcome> FileAsync(
        Found found, LedgerFile? file, ZoomClient client, MeetingReference meeting, CancellationToken cancellation)
    {
        var (context, _, _, recording, listed) = found;
        if (file?.ZoomFileId is not { } zoomId)
        {
            return VerifyHeld.Kept(recording.Id, "Zoom gives this file no id of its own: only the whole recording can be moved to the trash.");
        }

        if (listed.Unreadable.Count is 0 && listed.EveryFile().All(one => one.FileKey != file.FileKey))
        {
            return FileGone(found, file, wasAsked: context.BookmarkAs<AskedAtZoom>()?.IsAsked is true);
        }

        await AskAsync(context, "Zoom is asked to move the file to the trash.", cancellation);
        return await client.TrashRecordingFileAsync(meeting, zoomId, cancellation) switch
        {
            ZoomResult<Done>.Ok => FileGone(found, file, wasAsked: true),
            ZoomResult<Done>.Failed(var failure) => new StepOutcome.Failed(Readable(failure)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Left once: asking again is no progress.</summary>
    private static async Task AskAsync(StepContext context, string status, CancellationToken cancellation)
    {
        if (context.BookmarkAs<AskedAtZoom>()?.IsAsked is not true)
        {
            await context.MarkAsync(60, status, new AskedAtZoom(IsAsked: true), cancellation);
        }
    }

    /// <summary>Not there is found out by the lists, not by this answer: the next run asks them.</summary>
    private static Failure Readable(ZoomFailure failure) => failure.Kind is ZoomFailureKind.Gone
        ? new Failure(FailureKind.NotReady, $"{failure.Reason} It is looked up before anything is said of it.")
        : failure.ToFailure();

    private async Task<StepOutcome> AbsentAsync(
        StepContext context, TrashOrder order, ZoomConnection connection, RecordingAtWork recording, ZoomFailure failure,
        CancellationToken cancellation)
    {
        var wasAsked = context.BookmarkAs<AskedAtZoom>()?.IsAsked is true;
        var (absence, notSure) = await absent.JudgeAsync(context, connection, recording, failure, cancellation);
        if (absence is null)
        {
            return new StepOutcome.Failed(notSure!);
        }

        var files = await trash.FilesAsync(context.Tenant, recording.Id, cancellation);
        var isInTrash = absence.Where.AtZoom is PlaceAtZoom.Trashed;
        var outcome = (isInTrash, wasAsked) switch
        {
            (true, true) => TrashAtZoomResult.Trashed,
            (true, false) => TrashAtZoomResult.InTrashAlready,
            _ => TrashAtZoomResult.Gone,
        };
        return new StepOutcome.Done(
            async (work, stop) =>
            {
                await absent.LeaveAsync(work, context.Tenant, recording, absence, stop);
                if (wasAsked && isInTrash)
                {
                    await audit.RecordAsync(work, Entry(context, order, recording, files), stop);
                }
            },
            Result(recording, outcome, files, absence.Where.Until));
    }

    private StepOutcome.Done Trashed(Found found, DateTimeOffset now, IReadOnlyList<LedgerFile> files)
    {
        var where = Whereabouts.InTrash(now);
        return new StepOutcome.Done(
            async (work, stop) =>
            {
                await move.RunAsync(work, found.Context.Tenant, found.Recording.Id, where, now, stop);
                await audit.RecordAsync(work, Entry(found.Context, found.Order, found.Recording, files), stop);
            },
            Result(found.Recording, TrashAtZoomResult.Trashed, files, where.Until));
    }

    private StepOutcome.Done FileGone(Found found, LedgerFile file, bool wasAsked) => new(
        (work, stop) => wasAsked
            ? audit.RecordAsync(work, Entry(found.Context, found.Order, found.Recording, [file]), stop)
            : Task.CompletedTask,
        Result(found.Recording, wasAsked ? TrashAtZoomResult.Trashed : TrashAtZoomResult.Gone, [file], until: null));

    private static AuditEntry Entry(
        StepContext context, TrashOrder order, RecordingAtWork recording, IReadOnlyList<LedgerFile> files) => new(
            context.Tenant,
            order.Actor,
            order.File is null ? "recording.trashed_at_zoom" : "recording_file.trashed_at_zoom",
            string.Create(CultureInfo.InvariantCulture, $"recording:{recording.Id.Value}"),
            new
            {
                files = files.Count,
                held_here = files.Count(file => file.State is FileState.Held),
                file = order.File,
                removed_here_too = order.IsOursToo,
                by_rule_of_source = order.User is null,
            });

    private static TrashAtZoomResult Result(
        RecordingAtWork recording, string outcome, IReadOnlyList<LedgerFile> files, DateTimeOffset? until) => new()
        {
            RecordingId = recording.Id.Value,
            Outcome = outcome,
            Files = files.Count(file => file.State is FileState.Held),
            Bytes = files.Where(file => file.State is FileState.Held).Sum(file => file.HeldBytes ?? 0),
            AtZoomUntil = until,
        };

    private sealed record Found(
        StepContext Context, TrashOrder Order, ZoomConnection Connection, RecordingAtWork Recording, ZoomRecording Listed);
}
