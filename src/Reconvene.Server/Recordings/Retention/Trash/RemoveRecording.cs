using Reconvene.Server.Accounts;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Audit;

namespace Reconvene.Server.Recordings.Retention.Trash;

/// <summary>A person wants a recording, or one file of it, gone: here, or here and at Zoom.</summary>
internal sealed class RemoveRecording(
    DeleteHeld delete, RecordingWork recordings, TrashWork trash, StartTrash start, TimeProvider time)
{
    public async Task<RemovalBegun> RunAsync(
        Caller caller, RecordingId id, RecordingFileId? file, bool isAtZoomToo, CancellationToken cancellation)
    {
        if (!isAtZoomToo)
        {
            return await delete.RunAsync(caller.Tenant, id, file, AuditActor.Of(caller), cancellation)
                ? new RemovalBegun.Done()
                : new RemovalBegun.NotFound();
        }

        if (await recordings.FindAsync(caller.Tenant, id, cancellation) is not { } recording)
        {
            return new RemovalBegun.NotFound();
        }

        if (RecordingKind.IsPhone(recording.MeetingUuid))
        {
            return new RemovalBegun.OfPhone();
        }

        if (file is { } one)
        {
            switch ((await trash.FilesAsync(caller.Tenant, id, cancellation)).FirstOrDefault(known => known.Id == one))
            {
                case null:
                    return new RemovalBegun.NotFound();
                case { ZoomFileId: null }:
                    return new RemovalBegun.NoIdAtZoom();
            }
        }

        var order = TrashOrder.Of(caller, id, time.GetUtcNow()) with { File = file?.Value, IsOursToo = true };
        return new RemovalBegun.Started(
            await start.RunAsync(caller.Tenant, TrashOrder.Everywhere, recording, order, cancellation));
    }
}

internal abstract record RemovalBegun
{
    private RemovalBegun()
    {
    }

    internal sealed record Done : RemovalBegun;

    internal sealed record Started(JobId Job) : RemovalBegun;

    internal sealed record NotFound : RemovalBegun;

    internal sealed record NoIdAtZoom : RemovalBegun;

    /// <summary>A call or a voicemail: this server does not remove them at Zoom.</summary>
    internal sealed record OfPhone : RemovalBegun;
}
