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

    /// <summary>By which templates a recording was made, and by which it is not to be, because a person removed that.</summary>
    public async Task<(IReadOnlyList<string> Made, IReadOnlySet<string> Removed)> TemplatesAsync(
        TenantId tenant, RecordingId recording, CancellationToken cancellation)
    {
        var made = await database.QueryAsync<string>(
            "SELECT template FROM deliverables WHERE tenant_id = @tenant AND recording_id = @recording ORDER BY id",
            new { tenant, recording },
            cancellation);
        var removed = await database.QueryAsync<string>(
            "SELECT template FROM removed_deliverables WHERE tenant_id = @tenant AND recording_id = @recording",
            new { tenant, recording },
            cancellation);
        return (made, removed.ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>How these recordings were made, by each template.</summary>
    public async Task<ILookup<RecordingId, MakingRow>> MakingsAsync(
        TenantId tenant, IReadOnlyList<RecordingId> recordings, CancellationToken cancellation)
    {
        if (recordings.Count is 0)
        {
            return Enumerable.Empty<MakingRow>().ToLookup(row => row.RecordingId);
        }

        var sought = Rows.In(recordings, new { tenant });
        return (await database.QueryAsync<MakingRow>(
            $"""
            SELECT recording_id, template, template_form, maker FROM deliverables
            WHERE tenant_id = @tenant AND recording_id IN (VALUES {sought.Values})
            """,
            sought.Arguments,
            cancellation)).ToLookup(row => row.RecordingId);
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
