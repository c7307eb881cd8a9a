using System.Diagnostics;
using Reconvene.Server.Connections;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;
using Reconvene.Zoom;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Recordings.AtZoom;

/// <summary>Takes one recording from Zoom because a person names it: it comes on the ledger, and goes its way like any other.</summary>
internal sealed class DownloadAtZoom(
    ZoomClients zoom, InteractiveCall interactive, Database database, LedgerStore ledger, StartProcessing process, RecordingQueries recordings)
{
    public async Task<DownloadBegun> RunAsync(
        ZoomConnection connection, MeetingReference meeting, string? fileId, CancellationToken cancellation)
    {
        var client = zoom.For(connection);
        return await interactive.RunAsync(stop => client.GetRecordingAsync(meeting, downloadTokenTtl: null, stop), cancellation) switch
        {
            ZoomResult<ZoomRecording>.Ok(var recording) when fileId is not null && !Has(recording, fileId) => new DownloadBegun.NoSuchFile(),
            ZoomResult<ZoomRecording>.Ok(var recording) => await BeginAsync(connection, recording, cancellation),
            ZoomResult<ZoomRecording>.Failed(var failure) => new DownloadBegun.Failed(failure),
            _ => throw new UnreachableException(),
        };
    }

    private static bool Has(ZoomRecording recording, string fileId) =>
        recording.EveryFile().Any(file => file.FileKey == fileId || file.Id == fileId);

    private async Task<DownloadBegun> BeginAsync(
        ZoomConnection connection, ZoomRecording recording, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        var changes = await ledger.RecordAsync(work, connection, [recording], SeenBy.Sync, cancellation);
        if (changes is not [var change])
        {
            return new DownloadBegun.Failed(new(
                ZoomFailureKind.Rejected, $"The recording cannot be kept: {string.Join(' ', recording.Unkeepable())}"));
        }

        var job = await process.RunAsync(work, connection, change.Recording, cancellation);
        await work.CommitAsync(cancellation);
        var view = await recordings.FindAsync(connection.TenantId, change.Recording, cancellation);
        return new DownloadBegun.Yes(job, change.Recording, view?.Deliverables is [.., var last] ? last.Id : null);
    }
}

internal abstract record DownloadBegun
{
    private DownloadBegun()
    {
    }

    internal sealed record Yes(JobId Job, RecordingId Recording, long? Deliverable) : DownloadBegun;

    internal sealed record NoSuchFile : DownloadBegun;

    internal sealed record Failed(ZoomFailure Failure) : DownloadBegun;
}
