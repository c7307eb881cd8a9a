using Dapper;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Bench.Paging;

/// <summary>Writes many recordings straight into the tables: an hour apart, two files each.</summary>
internal static class Recorded
{
    private const long Hour = 3_600_000;
    private const int Batch = 50_000;

    public static async Task AddAsync(Database database, int count, CancellationToken cancellation)
    {
        await ExecuteAsync(database, Account, new { }, cancellation);
        for (var from = 0; from < count; from += Batch)
        {
            var arguments = new { first = from + 1, last = Math.Min(count, from + Batch), hour = Hour };
            await ExecuteAsync(database, Meetings, arguments, cancellation);
            await ExecuteAsync(database, Recordings, arguments, cancellation);
            await ExecuteAsync(database, Files, arguments, cancellation);
        }

        await SettleAsync(database, cancellation);
    }

    /// <summary>When the recording before which a page begins took place, counted from the newest.</summary>
    public static long StartOf(int place, int count) => IdOf(place, count) * Hour;

    public static long IdOf(int place, int count) => count - place + 1;

    /// <summary>What a server does by itself some time after so many rows, and would do in the middle of the measuring.</summary>
    private static async Task SettleAsync(Database database, CancellationToken cancellation)
    {
        var vacuum = database.Dialect.Engine is Engine.Postgres ? "VACUUM ANALYZE" : "ANALYZE";
        await using var connection = await database.OpenAsync(cancellation);
        foreach (var table in new[] { "meetings", "recordings", "recording_files" })
        {
            await connection.ExecuteAsync(new CommandDefinition($"{vacuum} {table}", commandTimeout: 600, cancellationToken: cancellation));
        }
    }

    private static async Task ExecuteAsync(Database database, string sql, object arguments, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        await work.ExecuteAsync(sql, arguments, cancellation);
        await work.CommitAsync(cancellation);
    }

    private const string Account = """
        INSERT INTO zoom_apps (id, tenant_id, name, client_id, created_at, updated_at, version)
        VALUES (1, 1, 'bench', 'bench', 0, 0, 1);
        INSERT INTO zoom_connections (id, tenant_id, zoom_app_id, platform, account_name, grant_kind, account_id,
            is_master_account, is_active, needs_reauth, created_at, updated_at, version)
        VALUES (1, 1, 1, 'zoom', 'Bench', 'server_to_server', 'bench', FALSE, TRUE, FALSE, 0, 0, 1)
        """;

    private const string Numbers = """
        WITH RECURSIVE numbers (n) AS (
            SELECT CAST(@first AS BIGINT) UNION ALL SELECT n + 1 FROM numbers WHERE n < @last)
        """;

    private const string Meetings = $"""
        {Numbers}
        INSERT INTO meetings (id, tenant_id, connection_id, meeting_uuid, meeting_number, host_id, host_email, topic, timezone,
            start_at, duration_minutes, first_seen_by, first_seen_at, last_checked_at)
        SELECT n, 1, 1, 'uuid-' || n, 80000000000 + n % 500, 'host', 'host@example.com', 'Meeting number ' || n, 'UTC',
            n * @hour, 47, 'sync', n * @hour, n * @hour
        FROM numbers
        """;

    private const string Recordings = $"""
        {Numbers}
        INSERT INTO recordings (id, tenant_id, connection_id, meeting_id, start_at, state, announced_files, announced_bytes,
            changed_at, created_at, updated_at, version)
        SELECT n, 1, 1, n, n * @hour, 'ready', 2, 123456, n * @hour, n * @hour, n * @hour, 1
        FROM numbers
        """;

    private const string Files = $"""
        {Numbers}
        INSERT INTO recording_files (tenant_id, recording_id, file_key, zoom_file_id, file_type, file_extension, recording_type,
            recording_start_at, listed_bytes, state, first_seen_by, first_seen_at, last_checked_at, mark_bytes, held_bytes,
            sha256, content_type, held_at, version)
        SELECT 1, n, 'file-' || n || '-' || k, 'file-' || n || '-' || k, CASE k WHEN 1 THEN 'M4A' ELSE 'TRANSCRIPT' END,
            CASE k WHEN 1 THEN 'm4a' ELSE 'vtt' END, 'audio_only', n * @hour, 61728, 'held', 'sync', n * @hour, n * @hour, 0,
            61728, 'ab', 'audio/mp4', n * @hour, 1
        FROM numbers CROSS JOIN (SELECT 1 AS k UNION ALL SELECT 2) kinds
        """;
}
