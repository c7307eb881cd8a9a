using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Reconvene.Server.Platform.Data;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Platform.Data;

/// <summary>One write transaction at a time in a flow of calls, and a database that another holds.</summary>
public sealed class WriteTests
{
    private const string Insert = "INSERT INTO tenants (id, name, created_at) VALUES (@id, 'x', 0)";

    [Theory]
    [Engines]
    public async Task A_second_write_transaction_inside_another_throws_at_once_and_the_first_goes_on(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        await using (var work = await server.Database.BeginAsync(CancellationToken.None))
        {
            await Assert.ThrowsAsync<InvalidOperationException>(BeginAsync);
            await Assert.ThrowsAsync<InvalidOperationException>(() => Task.Run(BeginAsync));
            Assert.Throws<InvalidOperationException>(() => WriteScope.Refuse("call the scheduler"));
            await work.ExecuteAsync(Insert, new { id = 77 }, CancellationToken.None);
            await work.CommitAsync(CancellationToken.None);
            Assert.False(WriteScope.IsOpen);
        }

        await using var next = await server.Database.BeginAsync(CancellationToken.None);
        Assert.Equal(77, await next.FindAsync<long>("SELECT id FROM tenants WHERE id = 77", null, CancellationToken.None));

        async Task BeginAsync()
        {
            await using var inner = await server.Database.BeginAsync(CancellationToken.None);
        }
    }

    [Theory]
    [Engines]
    public async Task What_is_not_committed_never_was_and_the_turn_is_given_back(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var signalled = false;
        await using (var work = await server.Database.BeginAsync(CancellationToken.None))
        {
            work.AfterCommit(() => signalled = true);
            await work.ExecuteAsync(Insert, new { id = 77 }, CancellationToken.None);
        }

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(async () =>
        {
            await using var work = await server.Database.BeginAsync(CancellationToken.None);
            await work.ExecuteAsync("INSERT INTO no_such_table (id) VALUES (1)", null, CancellationToken.None);
        });

        Assert.False(signalled);
        Assert.Equal(0, await server.Database.FindAsync<long>(
            "SELECT COUNT(*) FROM tenants WHERE id = 77", null, CancellationToken.None));
        await using var next = await server.Database.BeginAsync(CancellationToken.None);
        await next.CommitAsync(CancellationToken.None);
    }

    [Theory]
    [Engines]
    public async Task A_statement_that_a_unique_index_refuses_leaves_the_transaction_as_it_stood(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        await using (var work = await server.Database.BeginAsync(CancellationToken.None))
        {
            Assert.Equal([77], await TryInsertAsync(work, 77));
            Assert.Null(await work.TryQueryAsync<long>(
                "INSERT INTO tenants (id, name, created_at) VALUES (78, 'x', 0), (77, 'x', 0) RETURNING id", null, CancellationToken.None));
            Assert.Equal([79], await TryInsertAsync(work, 79));
            await work.CommitAsync(CancellationToken.None);
        }

        Assert.Equal([77, 79], await server.Database.QueryAsync<long>(
            "SELECT id FROM tenants WHERE id >= 77 ORDER BY id", null, CancellationToken.None));

        static Task<IReadOnlyList<long>?> TryInsertAsync(Work work, long id) =>
            work.TryQueryAsync<long>($"{Insert} RETURNING id", new { id }, CancellationToken.None);
    }

    [Theory]
    [Engines]
    public async Task Many_writers_at_once_lose_nothing(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(async () =>
        {
            await using var work = await server.Database.BeginAsync(CancellationToken.None);
            await work.ExecuteAsync("UPDATE tenants SET created_at = created_at + 1 WHERE id = 1", null, CancellationToken.None);
            await work.CommitAsync(CancellationToken.None);
        })));

        var made = await server.Database.FindAsync<long>("SELECT created_at % 100 FROM tenants WHERE id = 1", null, CancellationToken.None);
        await using var one = await server.Database.BeginAsync(CancellationToken.None);
        Assert.Equal(1, await one.ExecuteAsync("UPDATE tenants SET created_at = created_at - 100 WHERE id = 1", null, CancellationToken.None));
        Assert.Equal(made, await one.FindAsync<long>("SELECT created_at % 100 FROM tenants WHERE id = 1", null, CancellationToken.None));
    }

    [Fact]
    public async Task A_database_locked_from_outside_answers_reads_refuses_writes_with_503_in_time_and_loses_none()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        var owner = await server.OwnerAsync();
        await using var outside = new SqliteConnection(server.DatabaseOptions.ConnectionString);
        await outside.OpenAsync();
        await SayAsync(outside, "BEGIN EXCLUSIVE");

        var watch = Stopwatch.StartNew();
        var refused = await owner.SendAsync(HttpMethod.Post, "/api/v1/credentials", Body("refused"));
        Assert.Equal((503, "database_unavailable"), (refused.Code, refused.ErrorCode));
        Assert.True(refused.Headers.ContainsKey("Retry-After"));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"It took {watch.Elapsed}.");
        Assert.Equal(200, (await owner.SendAsync(HttpMethod.Get, "/api/v1/credentials")).Code);

#pragma warning disable CA2025 // It is awaited below, before anything is disposed.
        var waiting = owner.SendAsync(HttpMethod.Post, "/api/v1/credentials", Body("waiting"));
#pragma warning restore CA2025
        await SayAsync(outside, "ROLLBACK");
        Assert.Equal(201, (await waiting).Code);
        Assert.Equal(201, (await owner.SendAsync(HttpMethod.Post, "/api/v1/credentials", Body("refused"))).Code);
        var kept = (await owner.SendAsync(HttpMethod.Get, "/api/v1/credentials")).Json.GetProperty("items").EnumerateArray();
        Assert.Equal(
            ["waiting", "refused"], kept.Select(one => one.GetProperty("account_id").GetString()), StringComparer.Ordinal);
    }

    private static string Body(string account) =>
        $$$"""{"platform":"zoom","credentials":{"account_id":"{{{account}}}","client_id":"client","client_secret":"secret-of-tests"}}""";

    private static async Task SayAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The test's own words.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
