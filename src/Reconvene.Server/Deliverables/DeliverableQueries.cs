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

    /// <summary>The same with their texts.</summary>
    public async Task<IReadOnlyList<DeliverableView>> WholeOfRecordingAsync(
        TenantId tenant, RecordingId recording, CancellationToken cancellation)
    {
        var rows = await database.QueryAsync<DeliverableRow>(
            """
            SELECT id, recording_id, template, title, language, made_by, content, created_at, updated_at, version
            FROM deliverables
            WHERE tenant_id = @tenant AND recording_id = @recording
            ORDER BY id
            """,
            new { tenant, recording },
            cancellation);
        return [.. rows.Select(row => row.ToView())];
    }

    /// <summary>Which of these recordings were made by a template.</summary>
    public async Task<IReadOnlySet<RecordingId>> MadeAsync(
        TenantId tenant, IReadOnlyList<RecordingId> recordings, string template, CancellationToken cancellation)
    {
        if (recordings.Count is 0)
        {
            return new HashSet<RecordingId>();
        }

        var sought = Rows.In(recordings, new { tenant, template });
        return (await database.QueryAsync<RecordingId>(
            $"""
            SELECT recording_id FROM deliverables
            WHERE tenant_id = @tenant AND template = @template AND recording_id IN (VALUES {sought.Values})
            """,
            sought.Arguments,
            cancellation)).ToHashSet();
    }

    /// <summary>What a deliverable was before, newest first, without the texts.</summary>
    public Task<IReadOnlyList<DeliverableVersionView>> VersionsAsync(TenantId tenant, DeliverableId id, CancellationToken cancellation) =>
        database.QueryAsync<DeliverableVersionView>(
            """
            SELECT version, made_by, updated_at AS made_at, TRUE AS is_current FROM deliverables WHERE tenant_id = @tenant AND id = @id
            UNION ALL
            SELECT version, made_by, made_at, FALSE FROM deliverable_versions WHERE tenant_id = @tenant AND deliverable_id = @id
            ORDER BY version DESC
            """,
            new { tenant, id },
            cancellation);

    /// <summary>The text of an earlier version; null when there is none.</summary>
    public async Task<DeliverableDocument?> VersionAsync(TenantId tenant, DeliverableId id, int version, CancellationToken cancellation) =>
        await database.FindAsync<string>(
            """
            SELECT content FROM deliverable_versions WHERE tenant_id = @tenant AND deliverable_id = @id AND version = @version
            UNION ALL
            SELECT content FROM deliverables WHERE tenant_id = @tenant AND id = @id AND version = @version
            """,
            new { tenant, id, version },
            cancellation) is { } content
            ? DeliverableJson.Read(content)
            : null;

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
