using System.Globalization;
using Reconvene.Server.Accounts;
using Reconvene.Server.Deliverables.Models;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Deliverables;

/// <summary>
/// Removes a deliverable with all its versions. Only who asks for the recording to be processed, or for what the templates take, has it
/// made again.
/// </summary>
internal sealed class RemoveDeliverable(Database database, AuditTrail audit, TimeProvider time)
{
    /// <summary>False when the tenant has none of this id.</summary>
    public async Task<bool> RunAsync(Caller caller, DeliverableId id, CancellationToken cancellation)
    {
        var tenant = caller.Tenant;
        await using var work = await database.BeginAsync(cancellation);
        var removed = await work.FindAsync<Row>(
            "DELETE FROM deliverables WHERE tenant_id = @tenant AND id = @id RETURNING recording_id, template", new { tenant, id }, cancellation);
        if (removed is null)
        {
            return false;
        }

        await work.ExecuteAsync(
            """
            INSERT INTO removed_deliverables (tenant_id, recording_id, template, removed_at)
            VALUES (@tenant, @RecordingId, @Template, @now)
            ON CONFLICT (recording_id, template) DO NOTHING
            """,
            new { tenant, removed.RecordingId, removed.Template, now = time.GetUtcNow() },
            cancellation);
        await KeptDrafts.ForgetAsync(work, tenant, removed.RecordingId, removed.Template, cancellation);
        await audit.RecordAsync(
            work,
            new(
                tenant,
                AuditActor.Of(caller),
                "deliverable.removed",
                string.Create(CultureInfo.InvariantCulture, $"deliverable:{id.Value}"),
                new { recording = removed.RecordingId.Value, removed.Template }),
            cancellation);
        await work.CommitAsync(cancellation);
        return true;
    }

    private sealed class Row
    {
        public RecordingId RecordingId { get; init; }

        public string Template { get; init; } = "";
    }
}
