using Reconvene.Server.Tests.Sources;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Ledger;

/// <summary>What has not changed is not written.</summary>
public sealed class UnchangedListingTests
{
    private static readonly string[] Deeds = ["INSERT", "UPDATE", "DELETE"];
    private static readonly string[] Tables = ["meetings", "recordings", "recording_files", "hosts", "host_emails"];

    [Theory]
    [Engines]
    public async Task An_unchanged_second_listing_writes_no_row(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, new TestClock());
        await world.OnlyAsync(world.Maria());
        await world.SyncAsync("?from_date=2026-01-01");
        Assert.NotEmpty(await world.RecordingsAsync());
        await CountAsync(world, engine);

        await world.SyncAsync("?from_date=2026-01-01");
        Assert.Empty(await WrittenAsync(world));

        var uuid = (await world.RecordingsAsync())[0].Text("meeting_uuid")!;
        world.Control.WebhookTarget = null;
        await world.Control.RenameRecordingAsync(uuid, "Another name", CancellationToken.None);
        await world.SyncAsync("?from_date=2026-01-01");
        Assert.Contains("meetings", await WrittenAsync(world), StringComparer.Ordinal);
    }

    private static Task<IReadOnlyList<string>> WrittenAsync(World world) =>
        world.Server.Database.QueryAsync<string>("SELECT name FROM written", null, CancellationToken.None);

    /// <summary>Each row written leaves its table's name.</summary>
    private static async Task CountAsync(World world, TestEngine engine)
    {
        await using var work = await world.Server.Database.BeginAsync(CancellationToken.None);
        await work.ExecuteAsync("CREATE TABLE written (name TEXT NOT NULL)", null, CancellationToken.None);
        if (engine is TestEngine.Postgres)
        {
            await work.ExecuteAsync(
                "CREATE FUNCTION note_write() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO written VALUES (TG_TABLE_NAME); RETURN NULL; END $$",
                null,
                CancellationToken.None);
        }

        foreach (var (table, deed) in Tables.SelectMany(table => Deeds.Select(deed => (table, deed))))
        {
            await work.ExecuteAsync(
                engine is TestEngine.Postgres
                    ? $"CREATE TRIGGER note_{deed}_{table} AFTER {deed} ON {table} FOR EACH ROW EXECUTE FUNCTION note_write()"
                    : $"CREATE TRIGGER note_{deed}_{table} AFTER {deed} ON {table} BEGIN INSERT INTO written VALUES ('{table}'); END",
                null,
                CancellationToken.None);
        }

        await work.CommitAsync(CancellationToken.None);
    }
}
