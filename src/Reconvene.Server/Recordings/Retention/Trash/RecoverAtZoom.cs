using System.Globalization;
using Reconvene.Client.Recordings;
using Reconvene.Server.Connections;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Audit;
using Reconvene.Zoom;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Recordings.Retention.Trash;

/// <summary>Takes a recording out of Zoom's trash. It is done when Zoom lists it again, whatever it answered before.</summary>
internal sealed class RecoverAtZoom(
    RecordingWork recordings, ConnectionQueries connections, ZoomClients zoom, LedgerStore ledger, StartProcessing process,
    AuditTrail audit, TimeProvider time) : IStep
{
    public async Task<StepOutcome> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var id = context.InputAs<TrashOrder>()!.RecordingId;
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
        var uuid = new MeetingUuid(recording.MeetingUuid);
        if (await LookAsync(context, connection, client, uuid, id, cancellation) is { } before)
        {
            return before;
        }

        switch (await client.RecoverRecordingAsync(uuid, cancellation))
        {
            case ZoomResult<Done>.Failed({ Kind: ZoomFailureKind.Gone } gone):
                return new StepOutcome.Failed(new(
                    FailureKind.Gone, $"Zoom no longer has the recording in its trash, which keeps 30 days: {gone.Reason}"));
            case ZoomResult<Done>.Failed(var failure):
                return new StepOutcome.Failed(failure.ToFailure());
        }

        return await LookAsync(context, connection, client, uuid, id, cancellation)
            ?? new StepOutcome.Failed(new(FailureKind.NotReady, "Zoom says that it recovered the recording, and does not list it yet."));
    }

    /// <summary>Null when Zoom does not list it.</summary>
    private async Task<StepOutcome?> LookAsync(
        StepContext context, ZoomConnection connection, ZoomClient client, MeetingUuid uuid, RecordingId id, CancellationToken cancellation)
    {
        var askedAt = time.GetUtcNow();
        return await client.GetRecordingAsync(MeetingReference.Of(uuid), downloadTokenTtl: null, cancellation) switch
        {
            ZoomResult<ZoomRecording>.Ok(var listed) => Listed(context, connection, id, new Listing([listed], SeenBy.Sync, askedAt)),
            ZoomResult<ZoomRecording>.Failed({ Kind: ZoomFailureKind.Gone or ZoomFailureKind.NotReady }) => null,
            ZoomResult<ZoomRecording>.Failed(var failure) => new StepOutcome.Failed(failure.ToFailure()),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private StepOutcome.Done Listed(StepContext context, ZoomConnection connection, RecordingId id, Listing listing) => new(
        async (work, stop) =>
        {
            foreach (var change in (await ledger.RecordAsync(work, connection, listing, stop)).Where(change => change.HasWork))
            {
                await process.RunAsync(work, connection, change.Recording, stop);
            }

            await audit.RecordAsync(
                work,
                new(
                    context.Tenant,
                    context.InputAs<TrashOrder>()!.Actor,
                    "recording.recovered_at_zoom",
                    string.Create(CultureInfo.InvariantCulture, $"recording:{id.Value}")),
                stop);
        },
        new TrashAtZoomResult { RecordingId = id.Value, Outcome = TrashAtZoomResult.Recovered });
}
