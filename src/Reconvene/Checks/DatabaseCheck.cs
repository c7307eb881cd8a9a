using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Reconvene.Server;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Data.Integrity;
using Reconvene.Server.Platform.Files;

namespace Reconvene.Checks;

/// <summary>Reachable, which engine, and whether its schema is this program's.</summary>
internal sealed class DatabaseCheck(ServerOptions options) : ICheck
{
    private const string Name = "database";

    public async Task<CheckResult> RunAsync(CancellationToken cancellation)
    {
        using var folder = new DataFolder(options.DataFolder);
        if (options.Database is null && !File.Exists(folder.DatabasePath))
        {
            return new(Name, CheckState.Off, "There is no database yet.", "The first start makes it.");
        }

        var where = options.Database ?? new DatabaseOptions(Engine.Sqlite, SqliteSettings.ConnectionString(folder.DatabasePath));
        try
        {
            await using var database = new Database(where);
            var integrity = new CheckIntegrity(where, database, TimeProvider.System, NullLogger<CheckIntegrity>.Instance);
            return await integrity.QuickAsync(cancellation) is { } damage
                ? new(Name, CheckState.Red, Damage.Explain(where, damage))
                : await LookAsync(database, cancellation);
        }
        catch (Exception error) when (error is DbException or TimeoutException or System.Net.Sockets.SocketException)
        {
            return new(Name, CheckState.Red, $"{where.Engine} could not be opened: {error.Message}", "Check that it runs, its address and its password.");
        }
    }

    private static async Task<CheckResult> LookAsync(Database database, CancellationToken cancellation)
    {
        var engine = database.Dialect.Engine;
        await using var connection = await database.OpenAsync(cancellation);
        var version = $"{engine} {connection.ServerVersion}";
        var tables = engine is Engine.Sqlite
            ? "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_migrations'"
            : "SELECT COUNT(*) FROM information_schema.tables WHERE table_name = 'schema_migrations' AND table_schema = current_schema()";
        if (await database.FindAsync<long>(tables, null, cancellation) is 0)
        {
            return new(Name, CheckState.Off, $"{version}; empty.", "The first start makes its tables.");
        }

        var newest = await database.FindAsync<long>("SELECT COALESCE(MAX(number), 0) FROM schema_migrations", null, cancellation);
        var ours = Migration.AllFor(engine)[^1].Number;
        var message = string.Create(CultureInfo.InvariantCulture, $"{version}; schema version {newest} of {ours}.");
        return newest switch
        {
            _ when newest < ours => new(Name, CheckState.Warning, message, "The next start brings it up to date, after a backup on SQLite."),
            _ when newest > ours => new(Name, CheckState.Red, message, "A newer Reconvene made it: start that version."),
            _ => new(Name, CheckState.Ok, message),
        };
    }
}
