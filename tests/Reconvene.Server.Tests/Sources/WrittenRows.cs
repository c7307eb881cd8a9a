using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Sources;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Sources;

/// <summary>
/// Counts every row of the ledger that any statement writes, by triggers in the database: also one that leaves the row as it was.
/// </summary>
internal sealed class WrittenRows : IAsyncDisposable
{
    private static readonly string[] Tables = ["meetings", "recordings", "recording_files", "hosts", "host_emails"];

    private readonly ServerUnderTest _server;

    private WrittenRows(ServerUnderTest server) => _server = server;

    public static async Task<WrittenRows> WatchAsync(ServerUnderTest server)
    {
        // Which source takes what was just learned is written apart, and once.
        await server.Services.GetRequiredService<TakenRecordings>().SettleAsync(CancellationToken.None);
        await RunAsync(server, "CREATE TABLE written_rows (name TEXT NOT NULL)");
        if (server.DatabaseOptions.Engine is Reconvene.Server.Platform.Data.Engine.Postgres)
        {
            await RunAsync(server, """
                CREATE FUNCTION note_written() RETURNS trigger AS $$
                BEGIN INSERT INTO written_rows VALUES (TG_TABLE_NAME); RETURN NULL; END
                $$ LANGUAGE plpgsql
                """);
        }

        foreach (var table in Tables)
        {
            foreach (var what in (string[])["INSERT", "UPDATE", "DELETE"])
            {
                var then = server.DatabaseOptions.Engine is Reconvene.Server.Platform.Data.Engine.Postgres
                    ? "FOR EACH ROW EXECUTE FUNCTION note_written()"
                    : $"BEGIN INSERT INTO written_rows VALUES ('{table}'); END";
                await RunAsync(server, $"CREATE TRIGGER watch_{table}_{what} AFTER {what} ON {table} {then}");
            }
        }

        return new WrittenRows(server);
    }

    public async Task<long> CountAsync() => (await TablesAsync()).Count;

    /// <summary>The table of each row that was written.</summary>
    public Task<IReadOnlyList<string>> TablesAsync() =>
        _server.Database.QueryAsync<string>("SELECT name FROM written_rows", null, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        foreach (var table in Tables)
        {
            foreach (var what in (string[])["INSERT", "UPDATE", "DELETE"])
            {
                var on = _server.DatabaseOptions.Engine is Reconvene.Server.Platform.Data.Engine.Postgres ? $" ON {table}" : "";
                await RunAsync(_server, $"DROP TRIGGER watch_{table}_{what}{on}");
            }
        }
    }

    private static async Task RunAsync(ServerUnderTest server, string sql)
    {
        await using var work = await server.Database.BeginAsync(CancellationToken.None);
        await work.ExecuteAsync(sql, null, CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
    }
}
