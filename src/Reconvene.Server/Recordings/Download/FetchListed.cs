using Reconvene.Server.Connections;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Data;
using Reconvene.Zoom;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Recordings.Download;

/// <summary>
/// Fetches files by a listing asked for now: its addresses and its token die young, so a refusal is answered by asking
/// once more.
/// </summary>
internal sealed class FetchListed(
    RecordingWork recordings, ZoomClients zoom, FetchFile fetch, LedgerStore ledger, Database database, DiskReserve reserve)
{
    private static readonly TimeSpan TokenLife = TimeSpan.FromHours(1);

    /// <summary>Brings one file; <paramref name="marked"/> hears of every mark how many bytes it covers.</summary>
    public async Task<FileOutcome> RunAsync(
        ListedRecording listed, FileToFetch file, Func<long, CancellationToken, Task> marked, CancellationToken cancellation)
    {
        var outcome = await TryAsync(listed, file, marked, cancellation);
        if (outcome is FileOutcome.Refused)
        {
            listed.Forget();
            outcome = await TryAsync(listed, file, marked, cancellation);
        }

        return outcome switch
        {
            // A download refused with fresh tokens says nothing of the connection, whose calls were just answered.
            FileOutcome.Refused({ Kind: FailureKind.Gone } gone) => new FileOutcome.Lost(gone.Reason),
            FileOutcome.Refused(var refusal) => new FileOutcome.Failed(refusal with { Kind = FailureKind.Unavailable }),
            _ => outcome,
        };
    }

    private async Task<FileOutcome> TryAsync(
        ListedRecording listed, FileToFetch file, Func<long, CancellationToken, Task> marked, CancellationToken cancellation)
    {
        if (listed.Listing is null)
        {
            // Zoom is not asked in vain.
            if (reserve.Refuse(Math.Max(0, (file.ListedBytes ?? 0) - file.MarkBytes)) is { } full)
            {
                return new FileOutcome.NoRoom(full);
            }

            if (await ListAsync(listed, cancellation) is { } failure)
            {
                return new FileOutcome.Failed(failure.ToFailure());
            }
        }

        // A listing may have changed the row since it was read.
        var now = (await recordings.FilesToFetchAsync(file.TenantId, file.RecordingId, cancellation))
            .FirstOrDefault(one => one.Id == file.Id);
        if (now is null)
        {
            return new FileOutcome.TakenOver();
        }

        var (recording, token) = listed.Listing!.Value;
        return recording.EveryFile().FirstOrDefault(one => one.FileKey == now.FileKey) is { DownloadUrl: { } address }
            ? await fetch.RunAsync(now, new FetchFrom(zoom.Downloads, address, token, marked), cancellation)
            : new FileOutcome.Lost("Removed at Zoom before it was held.");
    }

    /// <summary>Null when Zoom answered.</summary>
    private async Task<ZoomFailure?> ListAsync(ListedRecording listed, CancellationToken cancellation)
    {
        var meeting = MeetingReference.Of(new MeetingUuid(listed.Recording.MeetingUuid));
        var result = await zoom.For(listed.Connection, listed.Recording.AccountId).GetRecordingAsync(meeting, TokenLife, cancellation);
        if (result is not ZoomResult<ZoomRecording>.Ok(var recording))
        {
            return ((ZoomResult<ZoomRecording>.Failed)result).Failure;
        }

        await RecordAsync(listed.Connection, recording, cancellation);
        if (recording.DownloadAccessToken is { IsEmpty: false } given)
        {
            listed.Take(recording, given);
            return null;
        }

        var own = await zoom.TokenAsync(listed.Connection, listed.Recording.AccountId, cancellation);
        if (own is not ZoomResult<Secret>.Ok(var token))
        {
            return ((ZoomResult<Secret>.Failed)own).Failure;
        }

        listed.Take(recording, token);
        return null;
    }

    /// <summary>Sizes and files may have changed since the ledger last looked; a mismatch is judged by what is so now.</summary>
    private async Task RecordAsync(ZoomConnection connection, ZoomRecording listed, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        await ledger.RecordAsync(work, connection, [listed], SeenBy.Sync, cancellation);
        await work.CommitAsync(cancellation);
    }
}
