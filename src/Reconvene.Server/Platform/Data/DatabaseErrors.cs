using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Reconvene.Server.Platform.Data.Integrity;

namespace Reconvene.Server.Platform.Data;

/// <summary>What an engine's error means, whichever engine it came from.</summary>
internal static class DatabaseErrors
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int IoError = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int Constraint = 19;
    private const int NotADatabase = 26;

    public static bool IsUniqueViolation(this DbException error) => error switch
    {
        PostgresException postgres => postgres.SqlState is PostgresErrorCodes.UniqueViolation,
        SqliteException { SqliteErrorCode: Constraint } sqlite => sqlite.SqliteExtendedErrorCode is 1555 or 2067,
        _ => false,
    };

    public static bool IsForeignKeyViolation(this DbException error) => error switch
    {
        PostgresException postgres => postgres.SqlState is PostgresErrorCodes.ForeignKeyViolation,
        SqliteException { SqliteErrorCode: Constraint } sqlite => sqlite.SqliteExtendedErrorCode is 787 or 1811,
        _ => false,
    };

    /// <summary>Waiting may help: locked, full, or away.</summary>
    public static bool IsUnavailable(this DbException error) => error switch
    {
        OutcomeUnknownException or DatabaseTooSlowException or DatabaseDamagedException => true,
        PostgresException postgres => postgres.IsTransient || postgres.SqlState is PostgresErrorCodes.DiskFull,
        NpgsqlException => true,
        SqliteException sqlite => sqlite.SqliteErrorCode is Busy or Locked or IoError or Full or CannotOpen,
        _ => false,
    };

    /// <summary>A page or an index is not what was written: nothing of what is read can be trusted.</summary>
    public static bool IsDamage(this DbException error) => error switch
    {
        PostgresException postgres => postgres.SqlState is PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted,
        SqliteException sqlite => sqlite.SqliteErrorCode is Corrupt or NotADatabase,
        _ => false,
    };
}
