using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Recordings;

/// <summary>What the steps read of a recording before they act.</summary>
internal sealed class RecordingWork(Database database)
{
    public Task<RecordingAtWork?> FindAsync(TenantId tenant, RecordingId id, CancellationToken cancellation) =>
        database.FindAsync<RecordingAtWork>(
            """
            SELECT r.id, r.connection_id, m.meeting_uuid, m.host_id, m.account_id, r.start_at, r.state, r.at_zoom, r.at_zoom_since,
                r.at_zoom_until
            FROM recordings r
            JOIN meetings m ON m.id = r.meeting_id AND m.tenant_id = r.tenant_id
            WHERE r.tenant_id = @tenant AND r.id = @id
            """,
            new { tenant, id },
            cancellation);

    /// <summary>One file as it stands now; null when it is no longer to be fetched.</summary>
    public Task<FileToFetch?> FindFileToFetchAsync(
        TenantId tenant, RecordingFileId file, CancellationToken cancellation) =>
        database.FindAsync<FileToFetch>(
            """
            SELECT id, tenant_id, recording_id, file_key, file_type, file_extension, listed_bytes, mark_bytes, mark_etag,
                version
            FROM recording_files
            WHERE tenant_id = @tenant AND id = @file AND state = 'queued'
            """,
            new { tenant, file },
            cancellation);

    /// <summary>Texts first, then small files: a transcript should not wait behind hours of video.</summary>
    public Task<IReadOnlyList<FileToFetch>> FilesToFetchAsync(
        TenantId tenant, RecordingId recording, CancellationToken cancellation) =>
        database.QueryAsync<FileToFetch>(
            """
            SELECT id, tenant_id, recording_id, file_key, file_type, file_extension, listed_bytes, mark_bytes, mark_etag,
                version
            FROM recording_files
            WHERE tenant_id = @tenant AND recording_id = @recording AND state = 'queued'
            ORDER BY CASE WHEN file_type IN ('MP4', 'M4A', 'MP3', 'TB') THEN 1 ELSE 0 END, COALESCE(listed_bytes, 0), id
            """,
            new { tenant, recording },
            cancellation);

    /// <summary>How the files of a recording stand, by state. Nobody misses what Zoom never made.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountFilesAsync(
        TenantId tenant, RecordingId recording, CancellationToken cancellation)
    {
        var rows = await database.QueryAsync<StateCount>(
            """
            SELECT state, COUNT(*) AS files
            FROM recording_files
            WHERE tenant_id = @tenant AND recording_id = @recording AND NOT (state = 'missing' AND is_never_made = TRUE)
            GROUP BY state
            """,
            new { tenant, recording },
            cancellation);
        return rows.ToDictionary(row => row.State, row => row.Files, StringComparer.Ordinal);
    }

    private sealed class StateCount
    {
        public string State { get; init; } = "";

        public int Files { get; init; }
    }
}
