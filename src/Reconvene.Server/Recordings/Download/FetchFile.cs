using Microsoft.Extensions.Options;
using Reconvene.Server.Connections;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Files;
using Reconvene.Server.Platform.Telemetry;
using Reconvene.Zoom;
using Reconvene.Zoom.Downloads;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Recordings.Download;

/// <summary>
/// Brings one file onto the disk: continued from its last durable mark, verified against what Zoom lists, hashed,
/// flushed, renamed and put on record, in this order. Killed anywhere, the next run goes on from what the disk proves.
/// </summary>
internal sealed class FetchFile(
    Database database, RecordingStore store, MediaFiles media, DiskReserve reserve, IOptions<RecordingOptions> options)
{
    /// <summary>After so many bytes at the latest, what came is flushed and marked.</summary>
    public const long MarkEveryBytes = 16L << 20;

    /// <summary>Sent again and compared when Zoom gives no tag to continue by.</summary>
    private const long OverlapBytes = 64L << 10;

    private const int NoSpaceLeft = 28;
    private const int QuotaUsedUp = 122;
    private const int BufferBytes = 128 * 1024;

    public async Task<FileOutcome> RunAsync(FileToFetch file, FetchFrom source, CancellationToken cancellation)
    {
        try
        {
            return await FoundAsync(file, cancellation) ?? await FetchAsync(file, source, cancellation);
        }
        catch (DownloadBrokenException broken)
        {
            return Judge(broken.Failure);
        }
        catch (IOException error) when (error.HResult is NoSpaceLeft or QuotaUsedUp)
        {
            return new FileOutcome.Failed(reserve.Full("The download waits for disk space: the disk is full."));
        }
    }

    private static FileOutcome Judge(ZoomFailure failure) => failure.Kind switch
    {
        ZoomFailureKind.CredentialRejected => new FileOutcome.Refused(failure.ToFailure()),
        ZoomFailureKind.Gone => new FileOutcome.Refused(failure.ToFailure()),
        ZoomFailureKind.HostRefused => new FileOutcome.Lost(failure.Reason),
        _ => new FileOutcome.Failed(failure.ToFailure()),
    };

    /// <summary>Renamed before a kill and not yet on record: it is hashed and recorded, not fetched again.</summary>
    private async Task<FileOutcome?> FoundAsync(FileToFetch file, CancellationToken cancellation)
    {
        var path = PathOf(file);
        if (!File.Exists(path))
        {
            return null;
        }

        var bytes = new FileInfo(path).Length;
        if (file.ListedBytes is { } listed && listed != bytes)
        {
            File.Delete(path);
            return null;
        }

        string sha256;
        await using (var partial = PartialFile.Open(path, bytes))
        {
            await partial.RehashAsync(bytes, cancellation);
            sha256 = partial.Sha256();
        }

        return await RecordAsync(file, bytes, sha256, cancellation);
    }

    private async Task<FileOutcome> FetchAsync(FileToFetch file, FetchFrom source, CancellationToken cancellation)
    {
        var path = media.PartialOf(file.Id);
        await using var partial = PartialFile.Open(path, file.MarkBytes);
        if (reserve.Refuse(Math.Max(0, (file.ListedBytes ?? 0) - partial.Bytes)) is { } full)
        {
            return new FileOutcome.Failed(full);
        }

        var outcome = await OpenAsync(file, partial, source, cancellation);
        if (outcome is DownloadOutcome.StartAnew)
        {
            partial.StartAnew();
            outcome = await OpenAsync(file, partial, source, cancellation);
        }

        switch (outcome)
        {
            case DownloadOutcome.Opened opened:
                await using (opened.Content)
                {
                    if (!await ContinueAsync(opened, partial, cancellation))
                    {
                        partial.StartAnew();
                        await MarkAsync(file, 0, null, cancellation);
                        return new FileOutcome.Failed(new(
                            FailureKind.Unavailable, $"File {file.Id.Value} changed at Zoom while it was fetched: it starts anew."));
                    }

                    await CopyAsync(file, opened, partial, source, cancellation);
                }

                return await FinishAsync(file, partial, cancellation);
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
        var from = partial.Bytes is 0
            ? null
            : new ResumePoint(
                file.MarkEtag is null ? Math.Max(0, partial.Bytes - OverlapBytes) : partial.Bytes, file.MarkEtag);
        var most = ContentTypes.IsText(file.FileType) ? options.Value.LargestTextBytes : options.Value.LargestFileBytes;
        var expectations = new DownloadExpectations(new RecordingFileType(file.FileType), file.ListedBytes, most);
        return source.Downloads.OpenAsync(
            source.Address, source.Token, from is { OffsetBytes: 0 } ? null : from, expectations, cancellation);
    }

    /// <summary>Puts the partial file to where the bytes begin. False when what is sent again differs from what is held.</summary>
    private static async Task<bool> ContinueAsync(
        DownloadOutcome.Opened opened, PartialFile partial, CancellationToken cancellation)
    {
        var held = partial.Bytes;
        if (opened.OffsetBytes > held)
        {
            return false;
        }

        if (opened.OffsetBytes is 0)
        {
            partial.StartAnew();
            return true;
        }

        var tail = await partial.TailAsync(opened.OffsetBytes, held, cancellation);
        var again = new byte[tail.Length];
        var read = await opened.Content.ReadAtLeastAsync(again, again.Length, throwOnEndOfStream: false, cancellation);
        if (read < again.Length || !again.AsSpan().SequenceEqual(tail))
        {
            return false;
        }

        await partial.RehashAsync(held, cancellation);
        return true;
    }

    private async Task CopyAsync(
        FileToFetch file,
        DownloadOutcome.Opened opened,
        PartialFile partial,
        FetchFrom source,
        CancellationToken cancellation)
    {
        var buffer = new byte[BufferBytes];
        var marked = partial.Bytes;
        int read;
        while ((read = await opened.Content.ReadAsync(buffer, cancellation)) > 0)
        {
            await partial.WriteAsync(buffer.AsMemory(0, read), cancellation);
            if (partial.Bytes - marked < MarkEveryBytes - BufferBytes)
            {
                continue;
            }

            partial.Flush();
            marked = partial.Bytes;
            await MarkAsync(file, marked, opened.ETag, cancellation);
            await source.Marked(marked, cancellation);
        }
    }

    private async Task MarkAsync(FileToFetch file, long bytes, string? etag, CancellationToken cancellation)
    {
        using var span = Spans.Start("download.mark");
        await using var work = await database.BeginAsync(cancellation);
        if (!await RecordingStore.MarkAsync(work, file, bytes, etag, cancellation))
        {
            throw new FileTakenOverException(file.Id);
        }

        await work.CommitAsync(cancellation);
    }

    private async Task<FileOutcome> FinishAsync(FileToFetch file, PartialFile partial, CancellationToken cancellation)
    {
        if (file.ListedBytes is { } listed && listed != partial.Bytes)
        {
            var came = partial.Bytes;
            partial.StartAnew();
            await MarkAsync(file, 0, null, cancellation);
            return new FileOutcome.Mismatch(
                $"Zoom lists file {file.Id.Value} with {listed} bytes and sent {came}: it is listed and fetched anew.");
        }

        partial.Flush();
        using (Spans.Start("download.rename"))
        {
            DataFolder.Make(media.FolderOf(file.TenantId, file.RecordingId));
            File.Move(media.PartialOf(file.Id), PathOf(file), overwrite: true);
            DirectorySync.Flush(media.FolderOf(file.TenantId, file.RecordingId));
        }

        return await RecordAsync(file, partial.Bytes, partial.Sha256(), cancellation);
    }

    private async Task<FileOutcome> RecordAsync(
        FileToFetch file, long bytes, string sha256, CancellationToken cancellation)
    {
        using var span = Spans.Start("download.record");
        await using var work = await database.BeginAsync(cancellation);
        if (!await store.HoldAsync(work, file, bytes, sha256, ContentTypes.Of(file.FileType), cancellation))
        {
            throw new FileTakenOverException(file.Id);
        }

        await work.CommitAsync(cancellation);
        return new FileOutcome.Held(bytes);
    }

    private string PathOf(FileToFetch file) =>
        media.PathOf(file.TenantId, file.RecordingId, file.Id, file.FileExtension);
}
