using System.Data.Common;
using Dapper;

namespace Reconvene.Server.Platform.Data;

/// <summary>One write transaction. Rolled back when disposed without a commit.</summary>
internal sealed class Work : IAsyncDisposable
{
    private const string BeforeTry = "before_try";

    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;
    private readonly WriteGate.Pass? _pass;
    private readonly WriteScope.Mark _mark;
    private readonly List<Action> _afterCommit = [];

    internal Work(DbConnection connection, DbTransaction transaction, WriteGate.Pass? pass, WriteScope.Mark mark)
    {
        _connection = connection;
        _transaction = transaction;
        _pass = pass;
        _mark = mark;
    }

    /// <summary>Rows changed by one statement.</summary>
    public Task<int> ExecuteAsync(string sql, object? arguments, CancellationToken cancellation) =>
        _connection.ExecuteAsync(Command(sql, arguments, cancellation));

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? arguments, CancellationToken cancellation) =>
        (await _connection.QueryAsync<T>(Command(sql, arguments, cancellation))).AsList();

    /// <summary>
    /// Null when a unique index refuses a row, which another transaction may have made after this statement began: the
    /// transaction stands as it did before, and a repeat sees that row.
    /// </summary>
    public async Task<IReadOnlyList<T>?> TryQueryAsync<T>(string sql, object? arguments, CancellationToken cancellation)
    {
        await _transaction.SaveAsync(BeforeTry, cancellation);
        try
        {
            var rows = await QueryAsync<T>(sql, arguments, cancellation);
            await _transaction.ReleaseAsync(BeforeTry, cancellation);
            return rows;
        }
        catch (DbException error) when (error.IsUniqueViolation())
        {
            // PostgreSQL refuses whatever follows a failed statement until it is rolled back.
            await _transaction.RollbackAsync(BeforeTry, cancellation);
            return null;
        }
    }

    /// <summary>The first row, or the default of <typeparamref name="T"/> when there is none.</summary>
    public Task<T?> FindAsync<T>(string sql, object? arguments, CancellationToken cancellation) =>
        _connection.QueryFirstOrDefaultAsync<T?>(Command(sql, arguments, cancellation));

    /// <summary>The only row; its absence is our bug.</summary>
    public Task<T> SingleAsync<T>(string sql, object? arguments, CancellationToken cancellation) =>
        _connection.QuerySingleAsync<T>(Command(sql, arguments, cancellation));

    /// <summary>A signal (never an effect) to give once the rows are there for others to see.</summary>
    public void AfterCommit(Action signal) => _afterCommit.Add(signal);

    public async Task CommitAsync(CancellationToken cancellation)
    {
        await _transaction.CommitAsync(cancellation);
        await CloseAsync();
        foreach (var signal in _afterCommit)
        {
            signal();
        }
    }

    public ValueTask DisposeAsync() => CloseAsync();

    private async ValueTask CloseAsync()
    {
        if (!_mark.IsOpen)
        {
            return;
        }

        _mark.Close();
        try
        {
            await using (_connection)
            {
                await _transaction.DisposeAsync();
            }
        }
        finally
        {
            _pass?.Dispose();
        }
    }

    private CommandDefinition Command(string sql, object? arguments, CancellationToken cancellation) =>
        new(sql, arguments, _transaction, cancellationToken: cancellation);
}
