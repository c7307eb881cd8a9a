using System.Diagnostics;
using Reconvene.Server.Connections;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;
using Reconvene.Zoom;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Recordings.AtZoom;

/// <summary>Takes one recording from Zoom because a person names it: it comes on the ledger, and goes its way like any other.</summary>
internal sealed class DownloadAtZoom(
    ZoomClients zoom, InteractiveCall interactive, Database database, LedgerStore ledger, StartProcessing process, RecordingQueries recordings,
    TimeProvider time)
{
    /// <summary>Begins it, or says why not.</summary>
    /// <param name="connection">Through which it is taken.</param>
    /// <param name="meeting">Which recording.</param>
    /// <param name="fileId">The only file to take; null for all.</param>
    /// <param name="isProcessed">Whether something is made of it.</param>
    /// <param name="template">What is made of it; null for what its rules say.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<DownloadBegun> RunAsync(
        ZoomConnection connection, MeetingReference meeting, string? fileId, bool isProcessed, string? template,
        CancellationToken cancellation)
    {
        var client = zoom.For(connection);
        var askedAt = time.GetUtcNow();
        switch (await interactive.RunAsync(stop => client.GetRecordingAsync(meeting, downloadTokenTtl: null, stop), cancellation))
        {
            case ZoomResult<ZoomRecording>.Ok(var recording) when fileId is null:
                return await BeginAsync(connection, new([recording], SeenBy.Sync, askedAt), new(null, isProcessed) { Template = template }, cancellation);
            case ZoomResult<ZoomRecording>.Ok(var recording) when KeyOf(recording, fileId) is { } key:
                return await BeginAsync(connection, new([recording], SeenBy.Sync, askedAt), new(key, isProcessed) { Template = template }, cancellation);
            case ZoomResult<ZoomRecording>.Ok:
                return new DownloadBegun.NoSuchFile();
            case ZoomResult<ZoomRecording>.Failed(var failure):
                return new DownloadBegun.Failed(failure);
            default:
                throw new UnreachableException();
        }
    }

    private static Task<int> SetRuleAsync(
        Work work, ZoomConnection connection, RecordingId recording, string rule, CancellationToken cancellation) => work.ExecuteAsync(
        "UPDATE recordings SET keep_media = @rule WHERE tenant_id = @tenant AND id = @recording",
        new { tenant = connection.TenantId, recording, rule },
        cancellation);

    private static string? KeyOf(ZoomRecording recording, string fileId) =>
        recording.EveryFile().FirstOrDefault(file => file.FileKey == fileId || file.Id == fileId)?.FileKey;

    private async Task<DownloadBegun> BeginAsync(
        ZoomConnection connection, Listing listing, RecordingOrder order, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        var changes = await ledger.RecordAsync(work, connection, listing, cancellation);
        if (changes is not [var change])
        {
            return new DownloadBegun.Failed(new(
                ZoomFailureKind.Rejected, $"The recording cannot be kept: {string.Join(' ', listing.Recordings[0].Unkeepable())}"));
        }

        if (change.IsNew)
        {
            // What a source takes too is kept by that source's rule.
            await SetRuleAsync(work, connection, change.Recording, order.IsProcessed ? KeepMedia.UntilProcessed : KeepMedia.Forever, cancellation);
        }

        var begun = order is { FileKey: null, IsProcessed: true, Template: null }
            ? new(await process.RunAsync(work, connection, change.Recording, cancellation), IsAsOrdered: true)
            : await process.RunAsync(work, connection, change.Recording, order, cancellation);
        await work.CommitAsync(cancellation);
        var view = await recordings.FindAsync(connection.TenantId, change.Recording, cancellation);
        return new DownloadBegun.Yes(begun, change.Recording, view?.Deliverables is [.., var last] ? last.Id : null);
    }
}

internal abstract record DownloadBegun
{
    private DownloadBegun()
    {
    }

    internal sealed record Yes(ProcessingBegun Begun, RecordingId Recording, long? Deliverable) : DownloadBegun;

    internal sealed record NoSuchFile : DownloadBegun;

    internal sealed record Failed(ZoomFailure Failure) : DownloadBegun;
}
