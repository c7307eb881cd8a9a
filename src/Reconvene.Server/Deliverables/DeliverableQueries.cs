using Reconvene.Client.Deliverables;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Deliverables;

internal sealed class DeliverableQueries(Database database)
{
    public async Task<DeliverableView?> FindAsync(TenantId tenant, DeliverableId id, CancellationToken cancellation) =>
        (await database.FindAsync<DeliverableRow>(
            """
            SELECT id, recording_id, template, title, language, made_by, content, created_at, updated_at, version
            FROM deliverables
            WHERE tenant_id = @tenant AND id = @id
            """,
            new { tenant, id },
            cancellation))?.ToView();

    public Task<string?> FingerprintAsync(
        TenantId tenant, RecordingId recording, string template, CancellationToken cancellation) =>
        database.FindAsync<string>(
            """
            SELECT fingerprint FROM deliverables
            WHERE tenant_id = @tenant AND recording_id = @recording AND template = @template
            """,
            new { tenant, recording, template },
            cancellation);

    public async Task<IReadOnlyList<DeliverableSummaryView>> OfRecordingAsync(
        TenantId tenant, RecordingId recording, CancellationToken cancellation)
    {
        var rows = await database.QueryAsync<DeliverableRow>(
            """
            SELECT id, recording_id, template, title, language, made_by, created_at, updated_at, version
            FROM deliverables
            WHERE tenant_id = @tenant AND recording_id = @recording
            ORDER BY id
            """,
            new { tenant, recording },
            cancellation);
        return [.. rows.Select(row => row.ToSummary())];
    }

    public async Task<bool> HasRecordingAsync(TenantId tenant, RecordingId recording, CancellationToken cancellation) =>
        await database.FindAsync<long?>(
            "SELECT id FROM recordings WHERE tenant_id = @tenant AND id = @recording",
            new { tenant, recording },
            cancellation) is not null;

    /// <summary>Newest first.</summary>
    public async Task<Page<DeliverableSummaryView>> ListAsync(TenantId tenant, PageRequest page, CancellationToken cancellation)
    {
        var rows = await database.QueryAsync<DeliverableRow>(
            """
            SELECT id, recording_id, template, title, language, made_by, created_at, updated_at, version
            FROM deliverables
            WHERE tenant_id = @tenant AND id < @before
            ORDER BY id DESC
            LIMIT @limit
            """,
            new { tenant, before = page.AfterId ?? long.MaxValue, limit = page.Limit + 1 },
            cancellation);
        return page.Cut<DeliverableSummaryView>([.. rows.Select(row => row.ToSummary())], view => (view.Id, view.Id));
    }
}
