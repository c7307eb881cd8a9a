using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Reconvene.Server.Platform.Data;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Platform.Data;

public sealed class MigratorTests
{
    [Theory]
    [Engines]
    public async Task An_empty_database_gets_the_schema_once_and_a_second_run_changes_nothing(TestEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await using var database = new Database(test.Options);
        var migrator = new Migrator(database, new TestClock(), NullLogger<Migrator>.Instance);

        await migrator.RunAsync(CancellationToken.None);
        await migrator.RunAsync(CancellationToken.None);

        var applied = await database.QueryAsync<string>(
            "SELECT name FROM schema_migrations ORDER BY number", null, CancellationToken.None);
        Assert.Equal(Migration.AllFor(test.Options.Engine).Select(m => m.Name), applied, StringComparer.Ordinal);
        Assert.Empty(await database.QueryAsync<long>("SELECT id FROM recordings", null, CancellationToken.None));
    }

    [Theory]
    [Engines]
    public async Task A_migration_that_differs_from_the_one_on_record_is_refused_by_name(TestEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await using var database = new Database(test.Options);
        await New(database).RunAsync(CancellationToken.None);
        await SayAsync(database, "UPDATE schema_migrations SET hash = 'edited'");

        var refused = await Assert.ThrowsAsync<MigrationRefusedException>(() => New(database).RunAsync(CancellationToken.None));

        Assert.Contains("0001_foundation", refused.Message, StringComparison.Ordinal);
        Assert.Equal("edited", await OneAsync(database, "SELECT hash FROM schema_migrations"));
    }

    [Theory]
    [Engines]
    public async Task A_database_of_a_newer_version_is_refused_and_stays_as_it_is(TestEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await using var database = new Database(test.Options);
        await New(database).RunAsync(CancellationToken.None);
        await SayAsync(database, "INSERT INTO schema_migrations (number, name, hash, applied_at) VALUES (9999, '9999_future', 'x', 0)");

        var refused = await Assert.ThrowsAsync<MigrationRefusedException>(() => New(database).RunAsync(CancellationToken.None));

        Assert.Contains("9999", refused.Message, StringComparison.Ordinal);
        Assert.Contains("newer", refused.Message, StringComparison.Ordinal);
        Assert.Equal("9999_future", await OneAsync(database, "SELECT name FROM schema_migrations WHERE number = 9999"));
    }

    [Fact]
    public async Task A_later_migration_begins_with_a_copy_of_the_database_that_only_its_owner_reads()
    {
        await using var test = await TestDatabase.CreateAsync(TestEngine.Sqlite);
        await using var database = new Database(test.Options);
        await New(database).RunAsync(CancellationToken.None);
        await SayAsync(database, "INSERT INTO tenants (id, name, created_at) VALUES (1, 'before', 0)");

        await New(database).RunAsync(With(Engine.Sqlite, "CREATE TABLE later (id BIGINT); UPDATE tenants SET name = 'after'"), CancellationToken.None);

        var path = new SqliteConnectionStringBuilder(test.Options.ConnectionString).DataSource;
        var copy = Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!, "*.before-*"));
        await using var backup = new Database(new(Engine.Sqlite, SqliteSettings.ConnectionString(copy)));
        Assert.Equal("before", await OneAsync(backup, "SELECT name FROM tenants"));
        Assert.Equal("after", await OneAsync(database, "SELECT name FROM tenants"));
        Assert.Equal("0", await OneAsync(backup, "SELECT CAST(COUNT(*) AS TEXT) FROM sqlite_master WHERE name = 'later'"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(copy));
        }
    }

    [Theory]
    [Engines]
    public async Task A_migration_that_fails_halfway_leaves_nothing_behind_and_can_be_mended(TestEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await using var database = new Database(test.Options);
        await New(database).RunAsync(CancellationToken.None);

        await Assert.ThrowsAnyAsync<DbException>(() => New(database).RunAsync(
            With(test.Options.Engine, "CREATE TABLE later (id BIGINT); INSERT INTO nowhere (id) VALUES (1)"), CancellationToken.None));
        Assert.Equal(Newest(test.Options.Engine), await NewestOnRecordAsync(database));

        await New(database).RunAsync(With(test.Options.Engine, "CREATE TABLE later (id BIGINT)"), CancellationToken.None);
        Assert.Equal(Newest(test.Options.Engine) + 1, await NewestOnRecordAsync(database));
    }

    [Fact]
    public async Task Several_nodes_that_start_at_once_apply_each_migration_once()
    {
        await using var test = await TestDatabase.CreateAsync(TestEngine.Postgres);
        await using var database = new Database(test.Options);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => New(database).RunAsync(CancellationToken.None))));

        var applied = await database.QueryAsync<string>(
            "SELECT name FROM schema_migrations ORDER BY number", null, CancellationToken.None);
        Assert.Equal(Migration.AllFor(Engine.Postgres).Select(m => m.Name), applied, StringComparer.Ordinal);
    }

    private static Migrator New(Database database) => new(database, new TestClock(), NullLogger<Migrator>.Instance);

    private static IReadOnlyList<Migration> With(Engine engine, string sql) =>
        [.. Migration.AllFor(engine), new Migration(Newest(engine) + 1, "later", sql)];

    private static int Newest(Engine engine) => Migration.AllFor(engine)[^1].Number;

    private static async Task<int> NewestOnRecordAsync(Database database) =>
        await database.FindAsync<int>("SELECT MAX(number) FROM schema_migrations", null, CancellationToken.None);

    private static async Task SayAsync(Database database, string sql)
    {
        await using var work = await database.BeginAsync(CancellationToken.None);
        await work.ExecuteAsync(sql, null, CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
    }

    private static Task<string?> OneAsync(Database database, string sql) =>
        database.FindAsync<string>(sql, null, CancellationToken.None);
}
