using System.Data.Common;
using Microsoft.Data.Sqlite;
using Reconvene.Server.Platform.Data;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Platform.Data;

public sealed class SqlitePoolTests
{
    private const int Callers = 16;
    private const int Waves = 300;

    [Fact]
    public async Task Callers_that_open_at_once_never_share_a_connection()
    {
        await using var test = await TestDatabase.CreateAsync(TestEngine.Sqlite);
        await using var database = new Database(test.Options);
        for (var wave = 0; wave < Waves; wave++)
        {
            var connections = await OpenAsync(database);
            Assert.Equal(Callers, connections.Select(one => ((SqliteConnection)one).Handle).Distinct().Count());
            foreach (var connection in connections)
            {
                await connection.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task A_connection_is_used_again_and_brings_no_transaction_along()
    {
        await using var test = await TestDatabase.CreateAsync(TestEngine.Sqlite);
        await using var database = new Database(test.Options);
        var first = (SqliteConnection)await database.OpenAsync(CancellationToken.None);
        var handle = first.Handle;
        await first.DisposeAsync();

        var second = (SqliteConnection)await database.OpenAsync(CancellationToken.None);
        Assert.Same(handle, second.Handle);
        _ = await second.BeginTransactionAsync();
        await second.DisposeAsync();
        Assert.True(handle!.IsClosed);

        await using var third = await database.OpenAsync(CancellationToken.None);
        await using var transaction = await third.BeginTransactionAsync();
    }

    [Fact]
    public async Task What_comes_back_after_the_end_is_closed()
    {
        await using var test = await TestDatabase.CreateAsync(TestEngine.Sqlite);
        var database = new Database(test.Options);
        var connection = (SqliteConnection)await database.OpenAsync(CancellationToken.None);
        var handle = connection.Handle;
        await database.DisposeAsync();

        await connection.DisposeAsync();

        Assert.True(handle!.IsClosed);
    }

    /// <summary>All begin in the same instant, on threads of their own.</summary>
    private static async Task<DbConnection[]> OpenAsync(Database database)
    {
        using var start = new Barrier(Callers);
        return await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return database.OpenAsync(CancellationToken.None);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()));
    }
}
