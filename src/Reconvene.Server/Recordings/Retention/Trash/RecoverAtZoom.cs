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
        var wasAsked = context.BookmarkAs<AskedAtZoom>()?.IsAsked is true;
        if (await LookAsync(new(context, connection, client, uuid, wasAsked), id, cancellation) is { } before)
        {
            return before;
        }

        if (context.BookmarkAs<AskedAtZoom>()?.IsAsked is not true)
        {
            await context.MarkAsync(50, "Zoom is asked to recover it.", new AskedAtZoom(IsAsked: true), cancellation);
        }

        switch (await client.RecoverRecordingAsync(uuid, cancellation))
        {
            case ZoomResult<Done>.Failed({ Kind: ZoomFailureKind.Gone } gone):
                return new StepOutcome.Failed(new(
                    FailureKind.Gone, $"Zoom no longer has the recording in its trash, which keeps 30 days: {gone.Reason}"));
            case ZoomResult<Done>.Failed(var failure):
                return new StepOutcome.Failed(failure.ToFailure());
        }

        return await LookAsync(new(context, connection, client, uuid, WasAsked: true), id, cancellation)
            ?? new StepOutcome.Failed(new(FailureKind.NotReady, "Zoom says that it recovered the recording, and does not list it yet."));
    }

    /// <summary>Null when Zoom does not list it.</summary>
    private async Task<StepOutcome?> LookAsync(Look look, RecordingId id, CancellationToken cancellation)
    {
        var askedAt = time.GetUtcNow();
        return await look.Client.GetRecordingAsync(MeetingReference.Of(look.Uuid), downloadTokenTtl: null, cancellation) switch
        {
            ZoomResult<ZoomRecording>.Ok(var listed) => Listed(look, id, new Listing([listed], SeenBy.Sync, askedAt)),
            ZoomResult<ZoomRecording>.Failed({ Kind: ZoomFailureKind.Gone or ZoomFailureKind.NotReady }) => null,
            ZoomResult<ZoomRecording>.Failed(var failure) => new StepOutcome.Failed(failure.ToFailure()),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private StepOutcome.Done Listed(Look look, RecordingId id, Listing listing) => new(
        async (work, stop) =>
        {
            foreach (var change in (await ledger.RecordAsync(work, look.Connection, listing, stop)).Where(change => change.HasWork))
            {
                await process.RunAsync(work, look.Connection, change.Recording, stop);
            }

            if (look.WasAsked)
            {
                await audit.RecordAsync(work, Entry(look.Context, id), stop);
            }
        },
        new TrashAtZoomResult { RecordingId = id.Value, Outcome = TrashAtZoomResult.Recovered });

    private static AuditEntry Entry(StepContext context, RecordingId id) => new(
        context.Tenant,
        context.InputAs<TrashOrder>()!.Actor,
        "recording.recovered_at_zoom",
        string.Create(CultureInfo.InvariantCulture, $"recording:{id.Value}"));

    /// <summary>What a look at Zoom needs, and what came before it.</summary>
    /// <param name="Context">The step.</param>
    /// <param name="Connection">The connection.</param>
    /// <param name="Client">Its calls.</param>
    /// <param name="Uuid">Of the recording.</param>
    /// <param name="WasAsked">Whether this job asked Zoom: what it did not do is not put on record as done by its person.</param>
    private sealed record Look(StepContext Context, ZoomConnection Connection, ZoomClient Client, MeetingUuid Uuid, bool WasAsked);
}
