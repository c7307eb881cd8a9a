using Microsoft.Extensions.Options;
using Reconvene.Server.Connections;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Files;
using Reconvene.Zoom;
using Reconvene.Zoom.Downloads;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Recordings.Download;

/// <summary>
/// Brings one file onto the disk: continued from its last durable mark, verified against what Zoom lists, hashed,
/// flushed, renamed and put on record, in this order. Killed anywhere, the next run goes on from what the disk proves.
/// </summary>
internal sealed class FetchFile(
    KeepFile keep, DiskReserve reserve, PieceBuffers buffers, IOptions<RecordingOptions> options)
{
    private const int CannotTranscribe = 12000;
    private const int TranscriptsOff = 12001;
    private const int StillTranscribing = 12002;
    private const int TranscriptFailed = 12003;

    public async Task<FileOutcome> RunAsync(FileToFetch file, FetchFrom source, CancellationToken cancellation)
    {
        try
        {
            return await keep.FoundAsync(file, cancellation) ?? await FetchAsync(file, source, cancellation);
        }
        catch (FileTakenOverException)
        {
            await keep.DropAsync(file, cancellation);
            return new FileOutcome.TakenOver();
        }
        catch (IOException error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            // Somebody removed the recording, which takes the piece from under the download.
            await keep.DropAsync(file, cancellation);
            return new FileOutcome.TakenOver();
        }
        catch (IOException error) when (DiskErrors.IsFull(error))
        {
            return new FileOutcome.NoRoom(reserve.Full("The download waits for disk space: the disk is full."));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Nothing of it has its name yet, and its mark is where it was: the next attempt goes on from there.
            return new FileOutcome.Failed(new(FailureKind.Unavailable, Say(file, error)));
        }
    }

    internal static string Say(FileToFetch file, Exception error) => error switch
    {
        EndOfStreamException =>
            $"What was gathered of file {file.Id.Value} was cut short on the disk: it is tried again with what is left of it; see what else writes to the media folder.",
        IOException locked when DiskErrors.IsLocked(locked) =>
            $"Another process has what was gathered of file {file.Id.Value} open for itself: it is tried again; see whether a second server uses the media folder.",
        _ => $"The disk did not take file {file.Id.Value} (error {error.HResult}): it is tried again; see whether the disk is sound and may be written to.",
    };

    private static FileOutcome Judge(ZoomFailure failure) => failure switch
    {
        { ContradictsListing: true } => new FileOutcome.Mismatch(failure.Reason),

        // Transcripts of Zoom Phone are listed before they are made, and also when they never are.
        { ZoomCode: StillTranscribing } => new FileOutcome.NotYet(failure.Reason),
        { ZoomCode: CannotTranscribe or TranscriptsOff or TranscriptFailed } => new FileOutcome.NeverMade(failure.Reason),
        { Kind: ZoomFailureKind.CredentialRejected or ZoomFailureKind.Gone } => new FileOutcome.Refused(failure.ToFailure()),

        // The way or the size is not to be had by waiting; the recording's other files do not depend on it.
        { Kind: ZoomFailureKind.HostRefused or ZoomFailureKind.Rejected } => new FileOutcome.Lost(failure.Reason),
        _ => new FileOutcome.Failed(failure.ToFailure()),
    };

    private async Task<FileOutcome> FetchAsync(FileToFetch file, FetchFrom source, CancellationToken cancellation)
    {
        await using var partial = keep.Open(file);
        using var room = reserve.TryTake(Math.Max(0, (file.ListedBytes ?? 0) - partial.Bytes), out var full);
        if (room is null)
        {
            return new FileOutcome.NoRoom(full!);
        }

        var outcome = await OpenAsync(file, partial, source, cancellation);
        if (outcome is DownloadOutcome.StartAnew)
        {
            await StartAnewAsync(file, partial, cancellation);
            outcome = await OpenAsync(file, partial, source, cancellation);
        }

        switch (outcome)
        {
            case DownloadOutcome.Opened opened:
                await using (opened.Content)
                {
                    return await TakeAsync(new(file, opened, partial, room), source, cancellation);
                }

            case DownloadOutcome.Failed({ ContradictsListing: true } failure):
                await StartAnewAsync(file, partial, cancellation);
                return Judge(failure);
            case DownloadOutcome.Failed(var failure):
                return Judge(failure);
            default:
                return new FileOutcome.Failed(new(
                    FailureKind.Unavailable, $"Zoom sends file {file.Id.Value} neither from its middle nor from its beginning."));
        }
    }

    private Task<DownloadOutcome> OpenAsync(
        FileToFetch file, PartialFile partial, FetchFrom source, CancellationToken cancellation)
    {
        var most = ContentTypes.IsText(file.FileType) ? options.Value.LargestTextBytes : options.Value.LargestFileBytes;
        var expectations = new DownloadExpectations(new RecordingFileType(file.FileType), file.ListedBytes, most);
        return source.Downloads.OpenAsync(
            source.Address, source.Token, Continuation.From(partial, file.MarkEtag), expectations, cancellation);
    }

    private async Task<FileOutcome> TakeAsync(Incoming coming, FetchFrom source, CancellationToken cancellation)
    {
        var (file, opened, partial, _) = coming;
        try
        {
            if (opened.OffsetBytes is 0 && partial.Bytes > 0)
            {
                await StartAnewAsync(file, partial, cancellation);
            }

            if (!await Continuation.TakeUpAsync(opened, partial, cancellation))
            {
                await StartAnewAsync(file, partial, cancellation);
                return new FileOutcome.Failed(new(
                    FailureKind.Unavailable, $"File {file.Id.Value} changed at Zoom while it was fetched: it starts anew."));
            }
        }
        catch (DownloadBrokenException broken)
        {
            return Judge(broken.Failure);
        }

        try
        {
            return await new CopyIn(coming, keep, reserve, buffers, source.Marked).RunAsync(cancellation) is { } full
                ? new FileOutcome.NoRoom(full)
                : await VerifyAsync(file, partial, cancellation);
        }
        catch (DownloadBrokenException broken)
        {
            return await BrokenAsync(file, opened, partial, broken.Failure, cancellation);
        }
    }

    /// <summary>What came before the end of a connection stays, and counts as progress.</summary>
    private async Task<FileOutcome> BrokenAsync(
        FileToFetch file, DownloadOutcome.Opened opened, PartialFile partial, ZoomFailure failure, CancellationToken cancellation)
    {
        var outcome = Judge(failure);
        if (outcome is not FileOutcome.Failed(var broken, _))
        {
            await StartAnewAsync(file, partial, cancellation);
            return outcome;
        }

        partial.Flush();
        await keep.MarkAsync(file, partial.Bytes, opened.ETag, cancellation);
        return new FileOutcome.Failed(broken, partial.Bytes > file.MarkBytes ? partial.Bytes : null);
    }

    private async Task<FileOutcome> VerifyAsync(FileToFetch file, PartialFile partial, CancellationToken cancellation)
    {
        if (file.ListedBytes is not { } listed || listed == partial.Bytes)
        {
            return await keep.HoldAsync(file, partial, cancellation);
        }

        var came = partial.Bytes;
        await StartAnewAsync(file, partial, cancellation);
        return new FileOutcome.Mismatch(
            $"Zoom lists file {file.Id.Value} with {listed} bytes and sent {came}: it is listed and fetched anew.");
    }

    /// <summary>The mark goes first: it must never cover bytes that are no longer there.</summary>
    private async Task StartAnewAsync(FileToFetch file, PartialFile partial, CancellationToken cancellation)
    {
        await keep.MarkAsync(file, 0, null, cancellation);
        await partial.StartAnewAsync();
    }
}
