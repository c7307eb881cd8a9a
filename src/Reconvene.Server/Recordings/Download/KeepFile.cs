using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Telemetry;

namespace Reconvene.Server.Recordings.Download;

/// <summary>
/// Brings disk and record together: first the disk, made durable, then the row that promises it. Every write names the
/// version of the row that was read, so that of two runs only one has its way.
/// </summary>
internal sealed class KeepFile(
    Database database, RecordingStore store, KeepFormer former, MediaFiles media, PieceBuffers buffers, FileSync sync)
{
    /// <summary>Opens what was gathered so far, cut back to what the record says is safe.</summary>
    public PartialFile Open(FileToFetch file)
    {
        media.MakeFolder(file.TenantId, file.RecordingId);
        return PartialFile.Open(media.PartialOf(file.TenantId, file.RecordingId, file.Id), file.MarkBytes, buffers, sync);
    }

    /// <summary>Renamed before a kill and not yet on record: it is hashed and recorded, not fetched again.</summary>
    public async Task<FileOutcome?> FoundAsync(FileToFetch file, CancellationToken cancellation)
    {
        var there = new FileInfo(PathOf(file));
        if (!there.Exists)
        {
            return null;
        }

        // A link was not put there by us.
        if (there.LinkTarget is not null)
        {
            there.Delete();
            return null;
        }

        // What Zoom had before: it stays until the new one takes its name.
        if (file.ListedBytes is { } listed && listed != there.Length)
        {
            return null;
        }

        string sha256;
        await using (var partial = PartialFile.Open(there.FullName, there.Length, buffers, sync))
        {
            await partial.RehashAsync(there.Length, cancellation);
            sha256 = partial.Sha256();
        }

        // Whoever renamed it may have been stopped, or refused, before the disk knew of the name.
        sync.FlushFolder(there.DirectoryName!);

        return await RecordAsync(file, there.Length, sha256, cancellation);
    }

    /// <summary>So much is safe on the disk.</summary>
    public async Task MarkAsync(FileToFetch file, long bytes, string? etag, CancellationToken cancellation)
    {
        using var span = Spans.Start("download.mark");
        await using var work = await database.BeginAsync(cancellation);
        if (!await RecordingStore.MarkAsync(work, file, bytes, etag, cancellation))
        {
            throw new FileTakenOverException(file.Id);
        }

        await work.CommitAsync(cancellation);
    }

    /// <summary>All of it came: it gets its name and its record.</summary>
    public async Task<FileOutcome> HoldAsync(FileToFetch file, PartialFile partial, CancellationToken cancellation)
    {
        partial.Flush();
        using (Spans.Start("download.rename"))
        {
            sync.Rename(media.PartialOf(file.TenantId, file.RecordingId, file.Id), PathOf(file));
            sync.FlushFolder(media.FolderOf(file.TenantId, file.RecordingId));
        }

        return await RecordAsync(file, partial.Bytes, partial.Sha256(), cancellation);
    }

    /// <summary>
    /// It cannot be had: the row says why, and what was gathered of it goes. What was held of it before is held again.
    /// </summary>
    public async Task MissAsync(FileToFetch file, string reason, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        var missed = await FormerAsync(work, file, reason, cancellation) ? 0 : await RecordingStore.MissAsync(work, file, reason, cancellation);
        await work.CommitAsync(cancellation);
        if (missed is 1)
        {
            media.RemovePartial(file.TenantId, file.RecordingId, file.Id);
        }
    }

    /// <summary>Zoom still makes it: a later look asks again.</summary>
    public async Task WaitAsync(FileToFetch file, string reason, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        await RecordingStore.WaitAsync(work, file, reason, cancellation);
        await work.CommitAsync(cancellation);
    }

    /// <summary>Zoom says that there will never be one: nobody asks again.</summary>
    public async Task LeaveUnmadeAsync(FileToFetch file, string reason, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        if (!await FormerAsync(work, file, reason, cancellation))
        {
            await RecordingStore.NeverMadeAsync(work, file, reason, cancellation);
        }

        await work.CommitAsync(cancellation);
    }

    /// <summary>After another had its way with the row: what was removed here must not stay on the disk.</summary>
    public async Task DropAsync(FileToFetch file, CancellationToken cancellation)
    {
        var state = await database.FindAsync<string>(
            "SELECT state FROM recording_files WHERE tenant_id = @tenant AND id = @id",
            new { tenant = file.TenantId, id = file.Id },
            cancellation);
        if (state is FileState.Held or FileState.Queued)
        {
            return;
        }

        if (state is not (null or FileState.Deleted))
        {
            media.RemovePartial(file.TenantId, file.RecordingId, file.Id);
            return;
        }

        media.Remove(file.TenantId, file.RecordingId, file.Id);
        var folder = media.FolderOf(file.TenantId, file.RecordingId);
        if (state is null && Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
        }
    }

    private async Task<bool> FormerAsync(Work work, FileToFetch file, string reason, CancellationToken cancellation) =>
        await former.RunAsync(work, file.TenantId, file.RecordingId, one => one.Id == file.Id, reason, cancellation) is 1;

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
        media.RemoveAside(file.TenantId, file.RecordingId, file.Id);
        return new FileOutcome.Held(bytes);
    }

    private string PathOf(FileToFetch file) =>
        media.PathOf(file.TenantId, file.RecordingId, file.Id, file.FileExtension);
}
