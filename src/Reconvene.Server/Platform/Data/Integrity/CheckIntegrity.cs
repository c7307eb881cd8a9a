using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Reconvene.Server.Platform.Data.Integrity;

/// <summary>
/// Reads the whole database for damage. On SQLite by the engine's own check, on a connection of its own that only reads:
/// writers go on beside it. On PostgreSQL every page is checked when it is read, where checksums are on; here it is asked
/// whether that ever failed.
/// </summary>
internal sealed partial class CheckIntegrity(
    DatabaseOptions options, Database database, TimeProvider time, ILogger<CheckIntegrity> logger)
{
    // A start is not held up for longer; the daily check reads to the end.
    private static readonly TimeSpan LongestAtStart = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Before anything is written: the shape of every page, though not whether each index has every row. Bounded; what was
    /// not reached is the daily check's. PostgreSQL is asked the same as on every day.
    /// </summary>
    /// <returns>What is wrong; null when nothing was found.</returns>
    public Task<string?> QuickAsync(CancellationToken cancellation) => options.Engine is Engine.Sqlite
        ? Task.Run(() => CheckFile("PRAGMA quick_check(3)", LongestAtStart, cancellation), cancellation)
        : AskPostgresAsync(cancellation);

    /// <summary>Everything, however long it takes.</summary>
    public Task<string?> WholeAsync(CancellationToken cancellation) => options.Engine is Engine.Sqlite
        ? Task.Run(() => CheckFile("PRAGMA integrity_check(3)", null, cancellation), cancellation)
        : AskPostgresAsync(cancellation);

    private string? CheckFile(string pragma, TimeSpan? limit, CancellationToken cancellation)
    {
        var path = new SqliteConnectionStringBuilder(options.ConnectionString).DataSource;
        if (!File.Exists(path) || new FileInfo(path).Length is 0)
        {
            return null;
        }

        using var within = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder(options.ConnectionString) { Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        try
        {
            connection.Open();
            var handle = connection.Handle!;
            using var interrupt = within.Token.Register(() => raw.sqlite3_interrupt(handle));
            if (limit is { } longest)
            {
                within.CancelAfter(longest);
            }

            // It reads for long at a stretch; the driver's own limit is about a lock.
            var lines = connection.Query<string>(pragma, commandTimeout: 0).AsList();
            return lines is ["ok"] ? null : string.Join("; ", lines);
        }
        catch (SqliteException interrupted) when (interrupted.SqliteErrorCode is raw.SQLITE_INTERRUPT)
        {
            cancellation.ThrowIfCancellationRequested();
            Log.NotAll(logger, limit!.Value);
            return null;
        }
        catch (SqliteException error) when (error.IsDamage())
        {
            return error.Message;
        }
    }

    private async Task<string?> AskPostgresAsync(CancellationToken cancellation)
    {
        try
        {
            // Older failures were met, and mended or not, before this server looked.
            var since = time.GetUtcNow() - TimeSpan.FromDays(2);
            var failed = await database.FindAsync<long?>(
                """
                SELECT checksum_failures
                FROM pg_stat_database
                WHERE datname = current_database() AND checksum_failures > 0
                  AND checksum_last_failure > to_timestamp(@since / 1000.0)
                """,
                new { since },
                cancellation);
            return failed is null ? null : $"PostgreSQL counted {failed} pages whose checksum is wrong";
        }
        catch (DbException error) when (error.IsDamage())
        {
            return error.Message;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The database is so large that it was not checked to its end within {Limit}: the daily check reads all of it")]
        public static partial void NotAll(ILogger logger, TimeSpan limit);
    }
}
