using Reconvene.Client.Recordings;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;

namespace Reconvene.Server.Recordings.Retention.Trash;

/// <summary>Zoom has moved it to its trash: now what is held here goes.</summary>
internal sealed class RemoveOurs(DeleteHeld delete) : IStep
{
    public async Task<StepOutcome> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var order = context.InputAs<TrashOrder>()!;
        var id = order.RecordingId;
        await delete.RunAsync(
            context.Tenant, id, order.File is { } file ? new RecordingFileId(file) : null, order.Actor, cancellation);
        return new StepOutcome.Done(Result: new TrashAtZoomResult { RecordingId = id.Value, Outcome = TrashAtZoomResult.Removed });
    }
}
