using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Deliverables.Templates;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Deliverables;

/// <summary>
/// Has a deliverable made anew because a person asks for it, though nothing that it is made of has changed: the next version. The one
/// that is there stays until then.
/// </summary>
internal sealed class RegenerateDeliverable(Database database, TemplateQueries templates, StartProcessing process)
{
    /// <summary>Stands for nothing that anything could be made of.</summary>
    private const string OutOfDate = "";

    public async Task<RegenerateOutcome> RunAsync(TenantId tenant, DeliverableId id, CancellationToken cancellation)
    {
        var found = await database.FindAsync<Row>(
            """
            SELECT d.recording_id, d.template, r.connection_id
            FROM deliverables d
            JOIN recordings r ON r.id = d.recording_id AND r.tenant_id = d.tenant_id
            WHERE d.tenant_id = @tenant AND d.id = @id
            """,
            new { tenant, id },
            cancellation);
        if (found is null)
        {
            return new RegenerateOutcome.Missing();
        }

        if ((await templates.AllAsync(tenant, cancellation)).Find(found.Template) is null)
        {
            return new RegenerateOutcome.TemplateGone(found.Template);
        }

        await using var work = await database.BeginAsync(cancellation);
        await work.ExecuteAsync(
            "UPDATE deliverables SET fingerprint = @OutOfDate WHERE tenant_id = @tenant AND id = @id", new { OutOfDate, tenant, id }, cancellation);
        var job = await process.RunAsync(work, tenant, found.ConnectionId, found.RecordingId, cancellation);
        await work.CommitAsync(cancellation);
        return new RegenerateOutcome.Begun(job);
    }

    private sealed class Row
    {
        public RecordingId RecordingId { get; init; }

        public ConnectionId ConnectionId { get; init; }

        public string Template { get; init; } = "";
    }
}

internal abstract record RegenerateOutcome
{
    private RegenerateOutcome()
    {
    }

    internal sealed record Begun(JobId Job) : RegenerateOutcome;

    internal sealed record Missing : RegenerateOutcome;

    /// <summary>Nobody knows any longer what it should look like.</summary>
    internal sealed record TemplateGone(string Template) : RegenerateOutcome;
}
