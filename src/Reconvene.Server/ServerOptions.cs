using Reconvene.Server.Platform.Data;

namespace Reconvene.Server;

/// <summary>What the command line decides before the host exists.</summary>
/// <param name="DataFolder">Everything the server keeps on disk; made with mode 0700 when absent.</param>
/// <param name="Urls">Addresses to listen on, separated by semicolons.</param>
/// <param name="Database">Engine and connection string; null for SQLite in the data folder.</param>
/// <param name="SettingsFolder">Where <c>reconvene.json</c>, <c>.env</c> and <c>config/</c> are looked for.</param>
/// <param name="Settings">In place of files and environment, for a server that must not meet the real ones; null to read them.</param>
internal sealed record ServerOptions(
    string DataFolder,
    string Urls,
    DatabaseOptions? Database = null,
    string? SettingsFolder = null,
    IReadOnlyDictionary<string, string?>? Settings = null)
{
    public const string DefaultUrls = "http://localhost:8000";

    /// <summary>Reads <c>--database</c>: a PostgreSQL connection string or address; null for SQLite.</summary>
    public static DatabaseOptions? ReadDatabase(string? connection)
    {
        if (string.IsNullOrWhiteSpace(connection))
        {
            return null;
        }

        return new DatabaseOptions(Engine.Postgres, PostgresAddress.ToConnectionString(connection));
    }
}
