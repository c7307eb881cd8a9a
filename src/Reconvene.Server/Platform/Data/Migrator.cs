using System.Data.Common;
using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Reconvene.Server.Platform.Data;

/// <summary>
/// Brings the schema to this program's version: each script in its own transaction, under a lock, on record with its
/// hash; on SQLite a copy of the database is made first. A newer database, or an edited script, is refused.
/// </summary>
internal sealed partial class Migrator(Database database, TimeProvider time, ILogger<Migrator> logger)
{
    private const long PostgresLock = 7263548190;

    private const string Record = """
        CREATE TABLE IF NOT EXISTS schema_migrations (
            number BIGINT PRIMARY KEY,
            name TEXT NOT NULL,
            hash TEXT NOT NULL,
            applied_at BIGINT NOT NULL
        )
        """;

    public Task RunAsync(CancellationToken cancellation) =>
        RunAsync(Migration.AllFor(database.Dialect.Engine), cancellation);

    /// <summary>Whether some Reconvene has used this database before.</summary>
    public async Task<bool> HasPastAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await LockAsync(connection, cancellation);
        try
        {
            await connection.ExecuteAsync(new(Record, cancellationToken: cancellation));
            return (await AppliedAsync(connection, cancellation)).Count > 0;
        }
        finally
        {
            await UnlockAsync(connection);
        }
    }

    internal async Task RunAsync(IReadOnlyList<Migration> all, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await LockAsync(connection, cancellation);
        try
        {
            await connection.ExecuteAsync(new(Record, cancellationToken: cancellation));
            var pending = Pending(all, await AppliedAsync(connection, cancellation));
            if (pending.Count is 0)
            {
                return;
            }

            if (pending[0].Number > all[0].Number)
            {
                await BackUpAsync(connection, pending[0].Number - 1, cancellation);
            }

            foreach (var migration in pending)
            {
                await ApplyAsync(connection, migration, cancellation);
            }
        }
        finally
        {
            await UnlockAsync(connection);
        }
    }

    private static List<Migration> Pending(IReadOnlyList<Migration> all, IReadOnlyList<AppliedMigration> applied)
    {
        foreach (var row in applied)
        {
            var ours = all.FirstOrDefault(migration => migration.Number == row.Number)
                ?? throw new MigrationRefusedException(
                    $"The database was brought to version {row.Number} ({row.Name}) by a newer Reconvene than this one: start that version, or restore the backup made before the upgrade.");
            if (ours.Hash != row.Hash)
            {
                throw new MigrationRefusedException(
                    $"Migration {row.Name} on record differs from the one in this program: start the version that made this database, or restore a backup.");
            }
        }

        return [.. all.Where(migration => applied.All(row => row.Number != migration.Number))];
    }

    private static async Task<IReadOnlyList<AppliedMigration>> AppliedAsync(
        DbConnection connection, CancellationToken cancellation) =>
        (await connection.QueryAsync<AppliedMigration>(
            new("SELECT number, name, hash FROM schema_migrations ORDER BY number", cancellationToken: cancellation)))
        .AsList();

    private async Task ApplyAsync(DbConnection connection, Migration migration, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.ExecuteAsync(new(migration.Sql, transaction: transaction, cancellationToken: cancellation));
        await connection.ExecuteAsync(new(
            "INSERT INTO schema_migrations (number, name, hash, applied_at) VALUES (@Number, @Name, @Hash, @now)",
            new { migration.Number, migration.Name, migration.Hash, now = time.GetUtcNow() },
            transaction,
            cancellationToken: cancellation));
        await transaction.CommitAsync(cancellation);
        Log.Applied(logger, migration.Name);
    }

    private async Task LockAsync(DbConnection connection, CancellationToken cancellation)
    {
        if (database.Dialect.Engine is Engine.Postgres)
        {
            await connection.ExecuteAsync(
                new($"SELECT pg_advisory_lock({PostgresLock})", cancellationToken: cancellation));
        }
    }

    private async Task UnlockAsync(DbConnection connection)
    {
        if (database.Dialect.Engine is Engine.Postgres)
        {
            await connection.ExecuteAsync(new($"SELECT pg_advisory_unlock({PostgresLock})"));
        }
    }

    private async Task BackUpAsync(DbConnection connection, int from, CancellationToken cancellation)
    {
        if (connection is not SqliteConnection)
        {
            return;
        }

        // One copy of each version: a start that fails again and again does not fill the disk.
        var copy = string.Create(CultureInfo.InvariantCulture, $"{connection.DataSource}.before-{from + 1}");
        var unfinished = copy + ".tmp";
        File.Delete(unfinished);
        await connection.ExecuteAsync(new("VACUUM INTO @unfinished", new { unfinished }, cancellationToken: cancellation));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(unfinished, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.Move(unfinished, copy, overwrite: true);
        Log.BackedUp(logger, copy);
    }

    private sealed class AppliedMigration
    {
        public int Number { get; init; }

        public string Name { get; init; } = "";

        public string Hash { get; init; } = "";
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Schema migration {Migration} applied")]
        public static partial void Applied(ILogger logger, string migration);

        [LoggerMessage(LogLevel.Information, "Database copied to {Copy} before its schema changes")]
        public static partial void BackedUp(ILogger logger, string copy);
    }
}
