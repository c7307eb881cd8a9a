using Microsoft.Data.Sqlite;
using Npgsql;
using Reconvene.Server.Platform.Data;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Platform.Data;

/// <summary>What the database does after the caller has stopped waiting for it.</summary>
public sealed class LateAnswerTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    [Theory]
    [Engines]
    public async Task A_transaction_that_begins_only_after_its_caller_was_told_gives_everything_back(TestEngine engine)
    {
        await using var at = await TestDatabase.CreateAsync(engine);
        var held = new HeldBegins();
        await using var database = new Database(at.Options, held.Decorate);

        await Assert.ThrowsAsync<DatabaseTooSlowException>(() => Task.Run(() => BeginSoonAsync(database)));
        Assert.False(held.GivenBack.IsCompleted);
        held.GoOn();

        await held.GivenBack.WaitAsync(Long);
        using var limit = new CancellationTokenSource(Long);
        await using var next = await database.BeginAsync(limit.Token);
        await next.ExecuteAsync("CREATE TABLE written (id BIGINT)", null, limit.Token);
        await next.CommitAsync(limit.Token);
    }

    [Fact]
    public async Task A_lock_that_is_let_go_after_the_caller_was_told_stops_no_later_writer()
    {
        await using var at = await TestDatabase.CreateAsync(TestEngine.Sqlite);
        await using var database = new Database(at.Options);
        await using var outside = new SqliteConnection(at.Options.ConnectionString);
        await outside.OpenAsync();
        await SayAsync(outside, "BEGIN EXCLUSIVE");

        // Waits for its turn first, so that the engine's own wait begins late and ends after the caller's patience.
        var pass = await database.Gate!.EnterAsync(CancellationToken.None);
        var begun = await Task.Factory.StartNew(
            () => BeginSoonAsync(database), CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Default);
        pass.Dispose();
        await Assert.ThrowsAsync<DatabaseTooSlowException>(() => begun);
        await SayAsync(outside, "ROLLBACK");

        using var limit = new CancellationTokenSource(Long);
        await using var next = await database.BeginAsync(limit.Token);
        await next.ExecuteAsync("CREATE TABLE written (id BIGINT)", null, limit.Token);
        await next.CommitAsync(limit.Token);
    }

    [Theory]
    [Engines]
    public async Task A_caller_who_hangs_up_while_it_is_committed_does_not_make_it_undone(TestEngine engine)
    {
        await using var at = await TestDatabase.CreateAsync(engine);
        using var hangsUp = new CancellationTokenSource();
        var losses = new LostCommits(() =>
        {
            hangsUp.Cancel();
            return engine is TestEngine.Postgres
                ? new NpgsqlException("The answer was lost.", new IOException("Reset by peer."))
                : new SqliteException("The answer was lost.", 10);
        });
        await using var database = new Database(at.Options, losses.Decorate);
        var signalled = false;
        losses.Lose(1);

        await using (var work = await database.BeginAsync(CancellationToken.None))
        {
            await work.ExecuteAsync("CREATE TABLE written (id BIGINT)", null, CancellationToken.None);
            work.AfterCommit(() => signalled = true);
            if (engine is TestEngine.Postgres)
            {
                await work.CommitAsync(hangsUp.Token);
            }
            else
            {
                // Inside this process an error is the answer.
                await Assert.ThrowsAsync<SqliteException>(() => work.CommitAsync(hangsUp.Token));
            }
        }

        Assert.Equal((true, engine is TestEngine.Postgres), (losses.IsLost, signalled));
    }

    [Theory]
    [Engines]
    public async Task A_commit_is_not_begun_for_a_caller_who_has_gone_and_not_broken_off_for_one_who_goes(TestEngine engine)
    {
        await using var at = await TestDatabase.CreateAsync(engine);
        await using var database = new Database(at.Options);
        using var gone = new CancellationTokenSource();

        await using (var work = await database.BeginAsync(CancellationToken.None))
        {
            await work.ExecuteAsync("CREATE TABLE written (id BIGINT)", null, CancellationToken.None);
            await gone.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work.CommitAsync(gone.Token));
        }

        await using var next = await database.BeginAsync(CancellationToken.None);
        await next.ExecuteAsync("CREATE TABLE written (id BIGINT)", null, CancellationToken.None);
        await next.CommitAsync(CancellationToken.None);
    }

    /// <summary>For a caller who waits no longer than a moment. Not async: the patience stays in this flow.</summary>
    private static Task<Work> BeginSoonAsync(Database database)
    {
        Patience.Limit(TimeSpan.FromMilliseconds(50));
        return database.BeginAsync(CancellationToken.None).AsTask();
    }

    private static async Task SayAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The test's own words.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
