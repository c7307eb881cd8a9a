using Reconvene.Bench.Kit;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Bench.Sync;

/// <summary>
/// Counts every row of the ledger that a statement writes, by triggers in the database: also one that leaves the row as it was.
/// </summary>
internal sealed class WrittenRows
{
    private static readonly string[] Tables = ["meetings", "recordings", "recording_files"];
    private static readonly string[] Deeds = ["INSERT", "UPDATE", "DELETE"];

    private readonly Database _database;

    private WrittenRows(Database database) => _database = database;

    public static async Task<WrittenRows> WatchAsync(Database database, Storage storage, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        await work.ExecuteAsync("CREATE TABLE written_rows (name TEXT NOT NULL)", null, cancellation);
        if (storage is Storage.Postgres)
        {
            await work.ExecuteAsync(Function, null, cancellation);
        }

        foreach (var (table, deed) in Tables.SelectMany(table => Deeds, (table, deed) => (table, deed)))
        {
            var then = storage is Storage.Postgres
                ? "EXECUTE FUNCTION note_written()"
                : $"BEGIN INSERT INTO written_rows VALUES ('{table}'); END";
            await work.ExecuteAsync(
                $"CREATE TRIGGER watch_{table}_{deed} AFTER {deed} ON {table} FOR EACH ROW {then}", null, cancellation);
        }

        await work.CommitAsync(cancellation);
        return new WrittenRows(database);
    }

    public Task<long> CountAsync(CancellationToken cancellation) =>
        _database.FindAsync<long>("SELECT COUNT(*) FROM written_rows", null, cancellation);

    private const string Function = """
        CREATE FUNCTION note_written() RETURNS trigger AS $$
        BEGIN INSERT INTO written_rows VALUES (TG_TABLE_NAME); RETURN NULL; END
        $$ LANGUAGE plpgsql
        """;
}
