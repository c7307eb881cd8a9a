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
    private readonly Database _database;
    private readonly CommitOutcome _outcome;
    private readonly List<Action> _afterCommit = [];
    private Task _unfinished = Task.CompletedTask;
    private int _isClosed;

    internal Work(
        DbConnection connection,
        DbTransaction transaction,
        WriteGate.Pass? pass,
        WriteScope.Mark mark,
        Database database,
        CommitOutcome outcome)
    {
        _connection = connection;
        _transaction = transaction;
        _pass = pass;
        _mark = mark;
        _database = database;
        _outcome = outcome;
    }

    /// <summary>Rows changed by one statement.</summary>
    public Task<int> ExecuteAsync(string sql, object? arguments, CancellationToken cancellation) =>
        AskAsync(token => _connection.ExecuteAsync(Command(sql, arguments, token)), cancellation);

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? arguments, CancellationToken cancellation) =>
        (await AskAsync(token => _connection.QueryAsync<T>(Command(sql, arguments, token)), cancellation)).AsList();

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
        AskAsync(token => _connection.QueryFirstOrDefaultAsync<T?>(Command(sql, arguments, token)), cancellation);

    /// <summary>The only row; its absence is our bug.</summary>
    public Task<T> SingleAsync<T>(string sql, object? arguments, CancellationToken cancellation) =>
        AskAsync(token => _connection.QuerySingleAsync<T>(Command(sql, arguments, token)), cancellation);

    /// <summary>A signal (never an effect) to give once the rows are there for others to see.</summary>
    public void AfterCommit(Action signal) => _afterCommit.Add(signal);

    /// <summary>
    /// Makes it so. Returns only when it is; throws <see cref="OutcomeUnknownException"/> when that cannot be known, and
    /// whatever else it throws means that nothing was changed. Once it has begun, whoever goes away does not end it: what
    /// stands must be told to others, and to the caller who is still there.
    /// </summary>
    public async Task CommitAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var number = await AskAsync(
            token => _outcome.NumberAsync(_connection, _transaction, token), cancellation);
        try
        {
            await AskAsync(CommitTransactionAsync, CancellationToken.None);
            await CloseAsync();
        }
        catch (DbException error) when (CommitOutcome.IsOpen(error))
        {
            await CloseAsync();
            await FindOutAsync(number, error);
        }

        foreach (var signal in _afterCommit)
        {
            signal();
        }
    }

    public ValueTask DisposeAsync() => CloseAsync();

    private async Task FindOutAsync(string? number, DbException error)
    {
        var isCommitted = number is null ? false : await _outcome.AskAsync(number);
        switch (isCommitted)
        {
            case true:
                return;
            case false:
                throw error;
            default:
                throw new OutcomeUnknownException("The database broke off while it committed: what became of it is not known.", error);
        }
    }

    private async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellation)
    {
        try
        {
            return await _database.AskAsync(ask, cancellation);
        }
        catch (DatabaseTooSlowException slow)
        {
            _unfinished = slow.Unfinished;
            throw;
        }
    }

    private async Task<bool> CommitTransactionAsync(CancellationToken cancellation)
    {
        await _transaction.CommitAsync(cancellation);
        return true;
    }

    private async ValueTask CloseAsync()
    {
        // Not the mark's word for it: one that came too late finds its mark closed, and has everything to give back.
        _mark.Close();
        if (Interlocked.Exchange(ref _isClosed, 1) is 1)
        {
            return;
        }

        if (_unfinished.IsCompleted)
        {
            await GiveBackAsync();
            return;
        }

        // The driver still holds the connection, and whoever was told so does not wait for it.
        _ = GiveBackLaterAsync();
    }

    private async Task GiveBackLaterAsync()
    {
        await _unfinished.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await GiveBackAsync();
    }

    private async Task GiveBackAsync()
    {
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
