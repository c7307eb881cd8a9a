using System.Diagnostics;
using Reconvene.Server.Connections;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Recordings.Mark;
using Reconvene.Zoom;
using Reconvene.Zoom.Recordings;
using Reconvene.Zoom.Scopes;

namespace Reconvene.Server.Recordings.Download;

/// <summary>
/// Fetches files by a listing asked for now: its addresses and its token die young, so a refusal is answered by asking
/// once more.
/// </summary>
internal sealed class FetchListed(
    RecordingWork recordings, ZoomClients zoom, ReadAtZoom read, FetchFile fetch, LedgerStore ledger, Database database,
    DiskReserve reserve, MarkMedia mark, TimeProvider time)
{
    private static readonly TimeSpan TokenLife = TimeSpan.FromHours(1);

    /// <summary>Brings one file; <paramref name="marked"/> hears of every mark how many bytes it covers.</summary>
    public async Task<FileOutcome> RunAsync(
        ListedRecording listed, FileToFetch file, Func<long, CancellationToken, Task> marked, CancellationToken cancellation)
    {
        var outcome = await TryAsync(listed, file, marked, cancellation);
        if (outcome is FileOutcome.Refused)
        {
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
        if (await mark.WhyNotAsync(cancellation) is { } away)
        {
            return new FileOutcome.NoRoom(reserve.Full($"The download waits. {away}"));
        }

        // Zoom is not asked in vain.
        if (!listed.IsListed
            && reserve.Refuse(Math.Max(0, (file.ListedBytes ?? 0) - file.MarkBytes)) is { } full)
        {
            return new FileOutcome.NoRoom(full);
        }

        var answer = await listed.GetAsync(stop => ListAsync(listed, stop), cancellation);
        if (answer is not ZoomResult<ListedRecording.Listing>.Ok(var listing))
        {
            return new FileOutcome.Failed(((ZoomResult<ListedRecording.Listing>.Failed)answer).Failure.ToFailure());
        }

        // A listing may have changed the row since it was read.
        if (await recordings.FindFileToFetchAsync(file.TenantId, file.Id, cancellation) is not { } now)
        {
            return new FileOutcome.TakenOver();
        }

        if (listing.Recording.EveryFile().FirstOrDefault(one => one.FileKey == now.FileKey) is not { DownloadUrl: { } address })
        {
            return new FileOutcome.Lost("Removed at Zoom before it was held.");
        }

        var downloads = zoom.DownloadsFor(
            listed.Connection, listed.Recording.AccountId, OperationOf(listed.Recording.MeetingUuid, now));
        var outcome = await fetch.RunAsync(now, new FetchFrom(downloads, address, listing.Token, marked), cancellation);
        if (outcome is FileOutcome.Refused)
        {
            listed.Forget(listing);
        }

        return outcome;
    }

    /// <summary>Downloads of Zoom Phone are calls of its API, which have their limits; others are not counted.</summary>
    private static ZoomOperation? OperationOf(string uuid, FileToFetch file) => (RecordingKind.Of(uuid), ContentTypes.IsText(file.FileType)) switch
    {
        (RecordingKind.PhoneCall, false) => ZoomOperations.DownloadPhoneRecording,
        (RecordingKind.PhoneCall, true) => ZoomOperations.DownloadPhoneTranscript,
        (RecordingKind.Voicemail, false) => ZoomOperations.DownloadVoicemail,
        (RecordingKind.Voicemail, true) => ZoomOperations.GetVoicemail,
        _ => null,
    };

    private async Task<ZoomResult<ListedRecording.Listing>> ListAsync(ListedRecording listed, CancellationToken cancellation)
    {
        var question = new QuestionAtZoom(
            listed.Recording.MeetingUuid, listed.Recording.AccountId, listed.Recording.StartAt, TokenLife);
        var askedAt = time.GetUtcNow();
        var result = await read.RunAsync(listed.Connection, question, cancellation);
        if (result is not ZoomResult<ZoomRecording>.Ok(var recording))
        {
            return ZoomResult.Failed<ListedRecording.Listing>(((ZoomResult<ZoomRecording>.Failed)result).Failure);
        }

        await RecordAsync(listed.Connection, new Listing([recording], SeenBy.Sync, askedAt), cancellation);
        if (recording.DownloadAccessToken is { IsEmpty: false } given)
        {
            return ZoomResult.Ok(new ListedRecording.Listing(recording, given));
        }

        return await zoom.TokenAsync(listed.Connection, listed.Recording.AccountId, cancellation) switch
        {
            ZoomResult<Secret>.Ok(var own) => ZoomResult.Ok(new ListedRecording.Listing(recording, own)),
            ZoomResult<Secret>.Failed(var failure) => ZoomResult.Failed<ListedRecording.Listing>(failure),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>Sizes and files may have changed since the ledger last looked; a mismatch is judged by what is so now.</summary>
    private async Task RecordAsync(ZoomConnection connection, Listing listing, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        await ledger.RecordAsync(work, connection, listing, cancellation);
        await work.CommitAsync(cancellation);
    }
}
