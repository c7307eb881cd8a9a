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
        Assert.Equal(Migration.AllFor(test.Options.Engine).Select(m => m.Name), applied);
        Assert.Empty(await database.QueryAsync<long>("SELECT id FROM recordings", null, CancellationToken.None));
    }
}
