using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Recordings.Scrub;

namespace Reconvene.Server.Recordings;

/// <summary>Writes of <c>recordings</c> and of what is held of <c>recording_files</c>.</summary>
internal sealed class RecordingStore(TimeProvider time)
{
    public Task<int> SetStateAsync(
        Work work, TenantId tenant, RecordingId id, string state, string? reason, CancellationToken cancellation) =>
        work.ExecuteAsync(
            """
            UPDATE recordings
            SET state = @state, reason = @reason, updated_at = @now, version = version + 1
            WHERE tenant_id = @tenant AND id = @id AND (state <> @state OR COALESCE(reason, '') <> COALESCE(@reason, ''))
            """,
            new { tenant, id, state, reason = Cut(reason), now = time.GetUtcNow() },
            cancellation);

    /// <summary>So much of the partial file is on the disk. False when another run of the step has taken over.</summary>
    public static async Task<bool> MarkAsync(
        Work work, FileToFetch file, long bytes, string? etag, CancellationToken cancellation) =>
        await work.ExecuteAsync(
            """
            UPDATE recording_files
            SET mark_bytes = @bytes, mark_etag = @etag
            WHERE tenant_id = @tenant AND id = @id AND state = 'queued' AND version = @version
            """,
            new { tenant = file.TenantId, id = file.Id, bytes, etag, version = file.Version },
            cancellation) is 1;

    /// <summary>The file is on the disk under its own name, whole. False when it was already so, or changed meanwhile.</summary>
    public async Task<bool> HoldAsync(
        Work work, FileToFetch file, long bytes, string sha256, string contentType, CancellationToken cancellation) =>
        await work.ExecuteAsync(
            """
            UPDATE recording_files
            SET state = 'held', reason = NULL, held_bytes = @bytes, sha256 = @sha256, content_type = @contentType,
                held_at = @now, verified_at = @now, damaged_at = NULL, mark_bytes = 0, mark_etag = NULL,
                version = version + 1
            WHERE tenant_id = @tenant AND id = @id AND state = 'queued' AND version = @version
            """,
            new
            {
                tenant = file.TenantId,
                id = file.Id,
                bytes,
                sha256,
                contentType,
                version = file.Version,
                now = time.GetUtcNow(),
            },
            cancellation) is 1;

    /// <summary>It was held and is not what it was: it is to be fetched anew. False when the row changed meanwhile.</summary>
    public async Task<bool> DamageAsync(Work work, FileToVerify file, string reason, CancellationToken cancellation) =>
        await work.ExecuteAsync(
            """
            UPDATE recording_files
            SET state = 'queued', reason = @reason, held_bytes = NULL, sha256 = NULL, damaged_at = @now, mark_bytes = 0,
                mark_etag = NULL, version = version + 1
            WHERE tenant_id = @tenant AND id = @id AND state = 'held' AND version = @version
            """,
            new { tenant = file.TenantId, id = file.Id, reason = Cut(reason), version = file.Version, now = time.GetUtcNow() },
            cancellation) is 1;

    /// <summary>It was read through and is whole.</summary>
    public Task<int> VerifyAsync(Work work, FileToVerify file, CancellationToken cancellation) =>
        work.ExecuteAsync(
            """
            UPDATE recording_files
            SET verified_at = @now
            WHERE tenant_id = @tenant AND id = @id AND state = 'held' AND version = @version
            """,
            new { tenant = file.TenantId, id = file.Id, version = file.Version, now = time.GetUtcNow() },
            cancellation);

    /// <summary>Files that are to be fetched, and of which a former version was held.</summary>
    public static Task<IReadOnlyList<FormerFile>> FormerAsync(
        Work work, TenantId tenant, RecordingId recording, CancellationToken cancellation) =>
        work.QueryAsync<FormerFile>(
            """
            SELECT id, file_key, file_extension, held_bytes, last_checked_at
            FROM recording_files
            WHERE tenant_id = @tenant AND recording_id = @recording AND state = 'queued'
                AND held_bytes IS NOT NULL AND sha256 IS NOT NULL
            """,
            new { tenant, recording },
            cancellation);

    /// <summary>
    /// The former version is held again. What Zoom lists counts as unknown, so that the next listing asks for the new one again.
    /// </summary>
    public static async Task<bool> HoldFormerAsync(
        Work work, TenantId tenant, RecordingFileId file, string reason, CancellationToken cancellation) =>
        await work.ExecuteAsync(
            """
            UPDATE recording_files
            SET state = 'held', reason = @reason, listed_bytes = held_bytes, mark_bytes = 0, mark_etag = NULL, version = version + 1
            WHERE tenant_id = @tenant AND id = @file AND state = 'queued'
            """,
            new
            {
                tenant,
                file,
                reason = Cut($"Zoom listed another version of this file, which could not be had: what was held before is kept. {reason}"),
            },
            cancellation) is 1;

    /// <summary>What else the row says of it, such as that it was held once, stays in the reason.</summary>
    public static Task<int> MissAsync(Work work, FileToFetch file, string reason, CancellationToken cancellation) =>
        work.ExecuteAsync(
            """
            UPDATE recording_files
            SET state = 'missing', reason = SUBSTR(COALESCE(reason || ' ', '') || @reason, 1, 1000), mark_bytes = 0,
                mark_etag = NULL, version = version + 1
            WHERE tenant_id = @tenant AND id = @id AND state = 'queued'
            """,
            new { tenant = file.TenantId, id = file.Id, reason = Cut(reason) },
            cancellation);

    /// <summary>Zoom announced the file and still works on it.</summary>
    public static Task<int> WaitAsync(Work work, FileToFetch file, string reason, CancellationToken cancellation) =>
        work.ExecuteAsync(
            """
            UPDATE recording_files
            SET state = 'waiting', reason = @reason, mark_bytes = 0, mark_etag = NULL, version = version + 1
            WHERE tenant_id = @tenant AND id = @id AND state = 'queued' AND version = @version
            """,
            new { tenant = file.TenantId, id = file.Id, version = file.Version, reason = Cut(reason) },
            cancellation);

    /// <summary>Zoom announced the file, and now says that there will never be one.</summary>
    public static Task<int> NeverMadeAsync(Work work, FileToFetch file, string reason, CancellationToken cancellation) =>
        work.ExecuteAsync(
            """
            UPDATE recording_files
            SET state = 'missing', reason = @reason, is_never_made = TRUE, mark_bytes = 0, mark_etag = NULL, version = version + 1
            WHERE tenant_id = @tenant AND id = @id AND state = 'queued' AND version = @version
            """,
            new { tenant = file.TenantId, id = file.Id, version = file.Version, reason = Cut(reason) },
            cancellation);

    /// <summary>Every file that was to be fetched, and now is not, says why; when gone, also those Zoom still worked on.</summary>
    public static Task<int> MissRestAsync(
        Work work, TenantId tenant, RecordingId recording, string reason, bool isGone, CancellationToken cancellation) =>
        work.ExecuteAsync(
            """
            UPDATE recording_files
            SET state = 'missing', reason = SUBSTR(COALESCE(reason || ' ', '') || @reason, 1, 1000), version = version + 1
            WHERE tenant_id = @tenant AND recording_id = @recording
                AND (state = 'queued' OR (state = 'waiting' AND @isGone = TRUE))
            """,
            new { tenant, recording, isGone, reason = Cut(reason) },
            cancellation);

    /// <summary>Nothing that is not held can be had where the recording is now; of what was damaged here that stays said. Files that this changed.</summary>
    public static Task<int> LoseRestAsync(
        Work work, TenantId tenant, RecordingId recording, string reason, CancellationToken cancellation) =>
        work.ExecuteAsync(
            """
            UPDATE recording_files
            SET state = 'missing', mark_bytes = 0, mark_etag = NULL, version = version + 1,
                reason = CASE WHEN damaged_at IS NULL THEN @reason ELSE SUBSTR(COALESCE(reason || ' ', '') || @reason, 1, 1000) END
            WHERE tenant_id = @tenant AND recording_id = @recording
                AND (state IN ('queued', 'waiting') OR (state = 'missing' AND damaged_at IS NULL AND COALESCE(reason, '') <> @reason))
            """,
            new { tenant, recording, reason = Cut(reason) },
            cancellation);

    /// <summary>Files that are not held, and that a later listing lacks; of what was damaged here that stays said.</summary>
    public static async Task LoseUnlistedAsync(
        Work work, TenantId tenant, RecordingId recording, IReadOnlyList<string> listed, string reason, DateTimeOffset askedAt,
        CancellationToken cancellation)
    {
        var keys = Rows.In(listed, new { tenant, recording, reason, askedAt });
        await work.ExecuteAsync(
            $"""
            UPDATE recording_files
            SET state = 'missing', mark_bytes = 0, mark_etag = NULL, version = version + 1,
                reason = CASE WHEN damaged_at IS NULL THEN @reason ELSE SUBSTR(COALESCE(reason || ' ', '') || @reason, 1, 1000) END
            WHERE tenant_id = @tenant AND recording_id = @recording AND last_checked_at < @askedAt
                AND (state IN ('queued', 'waiting') OR (state = 'missing' AND damaged_at IS NULL AND COALESCE(reason, '') <> @reason))
                AND file_key NOT IN (VALUES {keys.Values})
            """,
            keys.Arguments,
            cancellation);
    }

    /// <summary>Forgets what is held of one file, or of all; a later listing does not bring it back.</summary>
    public static Task<int> DeleteAsync(
        Work work, TenantId tenant, RecordingId recording, RecordingFileId? file, CancellationToken cancellation) =>
        work.ExecuteAsync(
            """
            UPDATE recording_files
            SET state = 'deleted', reason = 'Removed here.', held_bytes = NULL, sha256 = NULL, mark_bytes = 0, mark_etag = NULL,
                damaged_at = NULL,
                version = version + 1
            WHERE tenant_id = @tenant AND recording_id = @recording AND state <> 'deleted'
                AND (CAST(@file AS BIGINT) IS NULL OR id = @file)
            """,
            new { tenant, recording, file },
            cancellation);

    private static string? Cut(string? reason) => reason?.Length > 1000 ? reason[..1000] : reason;
}
