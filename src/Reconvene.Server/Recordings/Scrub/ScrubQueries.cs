using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Recordings.Scrub;

/// <summary>Which held files are to be looked at.</summary>
internal sealed class ScrubQueries(Database database)
{
    private const int Page = 200;

    private const string Columns = """
        SELECT f.id, f.tenant_id, f.recording_id, r.connection_id, f.file_type, f.file_extension, f.held_bytes, f.sha256,
            COALESCE(f.verified_at, 0) AS verified_at, f.version
        FROM recording_files f
        JOIN recordings r ON r.id = f.recording_id AND r.tenant_id = f.tenant_id
        """;

    public async Task<IReadOnlyList<TenantId>> TenantsAsync(CancellationToken cancellation) =>
        await database.QueryAsync<TenantId>("SELECT id FROM tenants ORDER BY id", null, cancellation);

    /// <summary>Held files in the order of their ids, a page at a time.</summary>
    public Task<IReadOnlyList<FileToVerify>> HeldAsync(
        TenantId tenant, RecordingFileId after, CancellationToken cancellation) =>
        database.QueryAsync<FileToVerify>(
            $"""
            {Columns}
            WHERE f.tenant_id = @tenant AND f.state = 'held' AND f.id > @after
            ORDER BY f.id
            LIMIT {Page}
            """,
            new { tenant, after },
            cancellation);

    /// <summary>Held files that nobody has read through since a moment, the longest unread first, a page at a time.</summary>
    public Task<IReadOnlyList<FileToVerify>> DueAsync(
        TenantId tenant, DateTimeOffset before, (DateTimeOffset VerifiedAt, RecordingFileId Id) after, CancellationToken cancellation) =>
        database.QueryAsync<FileToVerify>(
            $"""
            {Columns}
            WHERE f.tenant_id = @tenant AND f.state = 'held' AND f.verified_at < @before
                AND (f.verified_at, f.id) > (@key, @id)
            ORDER BY f.verified_at, f.id
            LIMIT {Page}
            """,
            new { tenant, before, key = after.VerifiedAt, id = after.Id },
            cancellation);

    public Task<FileToVerify?> FindAsync(TenantId tenant, RecordingFileId file, CancellationToken cancellation) =>
        database.FindAsync<FileToVerify>(
            $"{Columns} WHERE f.tenant_id = @tenant AND f.id = @file AND f.state = 'held'", new { tenant, file }, cancellation);
}
