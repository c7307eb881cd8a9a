using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Recordings.Scrub;

namespace Reconvene.Server.Recordings.Retention.Trash;

/// <summary>What the steps to the trash read before they act.</summary>
internal sealed class TrashWork(Database database)
{
    public Task<IReadOnlyList<LedgerFile>> FilesAsync(TenantId tenant, RecordingId recording, CancellationToken cancellation) =>
        database.QueryAsync<LedgerFile>(
            """
            SELECT id, file_key, zoom_file_id, file_type, state, held_bytes, verified_at
            FROM recording_files
            WHERE tenant_id = @tenant AND recording_id = @recording
            ORDER BY id
            """,
            new { tenant, recording },
            cancellation);

    public Task<IReadOnlyList<FileToVerify>> HeldAsync(TenantId tenant, RecordingId recording, CancellationToken cancellation) =>
        database.QueryAsync<FileToVerify>(
            """
            SELECT f.id, f.tenant_id, f.recording_id, r.connection_id, f.file_type, f.file_extension, f.held_bytes, f.sha256,
                COALESCE(f.verified_at, 0) AS verified_at, f.version
            FROM recording_files f
            JOIN recordings r ON r.id = f.recording_id AND r.tenant_id = f.tenant_id
            WHERE f.tenant_id = @tenant AND f.recording_id = @recording AND f.state = 'held'
            ORDER BY f.id
            """,
            new { tenant, recording },
            cancellation);

    /// <summary>
    /// What speaks against it by now. A person's order stands; one that a source's rule gave is judged again, because since
    /// then somebody may have kept the recording, or ended the rule.
    /// </summary>
    public async Task<string?> WhyNotAsync(TenantId tenant, TrashOrder order, DateTimeOffset now, CancellationToken cancellation) => order switch
    {
        _ when await IsProcessingAsync(tenant, order.RecordingId, cancellation) => "The recording is being processed: ask again when that is done.",
        { User: null } when !await IsRuledAsync(tenant, order.RecordingId, now, cancellation) => "No rule of a source says so any more.",
        _ => null,
    };

    private async Task<bool> IsRuledAsync(TenantId tenant, RecordingId recording, DateTimeOffset now, CancellationToken cancellation) =>
        await database.FindAsync<RecordingId?>(
            $"SELECT r.id FROM recordings r WHERE r.tenant_id = @tenant AND r.id = @recording AND {RetentionSql.IsToBeTrashed}",
            new { tenant, recording, now },
            cancellation) is not null;

    /// <summary>The recording is on its way: what is held of it may change.</summary>
    private async Task<bool> IsProcessingAsync(TenantId tenant, RecordingId recording, CancellationToken cancellation) =>
        await database.FindAsync<string>(
            "SELECT id FROM jobs WHERE tenant_id = @tenant AND kind = @kind AND subject = @subject AND state IN ('open', 'running')",
            new { tenant, kind = StartProcessing.Job, subject = RecordingSubject.Of(recording) },
            cancellation) is not null;
}
