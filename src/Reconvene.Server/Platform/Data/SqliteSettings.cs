using Microsoft.Data.Sqlite;

namespace Reconvene.Server.Platform.Data;

/// <summary>What every SQLite connection of ours is told: durable at each commit, and readers beside the writer.</summary>
internal static class SqliteSettings
{
    /// <summary>
    /// <c>Default Timeout</c> is how long the driver itself retries a locked database; its own default of 30 s outlives
    /// any request. <c>busy_timeout</c> is the engine's share of it. For pooling see <see cref="SqlitePool"/>.
    /// </summary>
    public static string ConnectionString(string path) => new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Mode = SqliteOpenMode.ReadWriteCreate,
        Cache = SqliteCacheMode.Private,
        ForeignKeys = true,
        Pooling = false,
        DefaultTimeout = 5,
    }.ToString();

    /// <summary>With the driver's pool, which is safe for those who open one connection at a time.</summary>
    public static string Pooled(string connectionString) =>
        new SqliteConnectionStringBuilder(connectionString) { Pooling = true }.ToString();

    public static void Apply(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;";
        command.ExecuteNonQuery();
    }
}
