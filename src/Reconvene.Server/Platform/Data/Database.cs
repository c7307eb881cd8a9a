using System.Data.Common;
using Dapper;
using Npgsql;
using Reconvene.Server.Platform.Data.Integrity;

namespace Reconvene.Server.Platform.Data;

/// <summary>Opens connections of either engine: many readers, and write transactions that take turns on SQLite.</summary>
internal sealed class Database : IAsyncDisposable
{
    private readonly NpgsqlDataSource? _postgres;
    private readonly SqlitePool? _sqlite;
    private readonly Func<DbConnection, DbConnection> _decorate;
    private readonly CommitOutcome _outcome;
    private readonly Damage? _damage;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="options">Engine and connection string.</param>
    /// <param name="decorate">Wraps each connection; tests inject faults here.</param>
    /// <param name="damage">Is told of damage, and then lets nobody write.</param>
    public Database(DatabaseOptions options, Func<DbConnection, DbConnection>? decorate = null, Damage? damage = null)
    {
        ColumnTypes.Register();
        Dialect = new Dialect(options.Engine);
        _decorate = decorate ?? (connection => connection);
        _outcome = new CommitOutcome(this);
        _damage = damage;
        if (options.Engine is Engine.Sqlite)
        {
            SqliteLibrary.Choose();
            _sqlite = new SqlitePool(options.ConnectionString);
            Gate = new WriteGate(damage is null ? null : damage.RefuseToWrite);
        }
        else
        {
            _postgres = NpgsqlDataSource.Create(options.ConnectionString);
        }
    }

    public Dialect Dialect { get; }

    /// <summary>The turn of the one writer; null on PostgreSQL.</summary>
    public WriteGate? Gate { get; }

    /// <summary>Throws when nothing may be written any more, for who writes through connections of its own.</summary>
    public void RefuseWhenDamaged() => _damage?.RefuseToWrite();

    /// <summary>Begins a write transaction. Not async itself: see <see cref="WriteScope.Open"/>.</summary>
    public ValueTask<Work> BeginAsync(CancellationToken cancellation)
    {
        RefuseWhenDamaged();
        var mark = WriteScope.Open();
        return BeginPatientlyAsync(mark, cancellation);
    }

    public Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? arguments, CancellationToken cancellation) =>
        AskAsync<IReadOnlyList<T>>(
            async token =>
            {
                await using var connection = await OpenAsync(token);
                return (await connection.QueryAsync<T>(new(sql, arguments, cancellationToken: token))).AsList();
            },
            cancellation);

    public Task<T?> FindAsync<T>(string sql, object? arguments, CancellationToken cancellation) => AskAsync(
        async token =>
        {
            await using var connection = await OpenAsync(token);
            return await connection.QueryFirstOrDefaultAsync<T?>(new(sql, arguments, cancellationToken: token));
        },
        cancellation);

    /// <summary>A connection for reading, open.</summary>
    public async Task<DbConnection> OpenAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
#pragma warning disable CA2000 // Given to the caller, who disposes it.
        DbConnection connection = _sqlite is null ? await _postgres!.OpenConnectionAsync(cancellation) : _sqlite.Lend();
#pragma warning restore CA2000
        return _decorate(connection);
    }

    public async ValueTask DisposeAsync()
    {
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }

        _sqlite?.Dispose();
        Gate?.Dispose();
    }

    /// <summary>Patiently, and with an eye for damage.</summary>
    internal async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellation)
    {
        try
        {
            return await Patience.KeepAsync(ask, cancellation);
        }
        catch (DbException error)
        {
            _damage?.Note(error);
            throw;
        }
    }

    private async ValueTask<Work> BeginPatientlyAsync(WriteScope.Mark mark, CancellationToken cancellation)
    {
        try
        {
            return await Patience.KeepAsync(token => BeginAsync(mark, token), cancellation);
        }
        catch (DatabaseTooSlowException)
        {
            // It may still be opening, and would close the mark only then.
            mark.Close();
            throw;
        }
    }

    private async Task<Work> BeginAsync(WriteScope.Mark mark, CancellationToken cancellation)
    {
        WriteGate.Pass? pass = null;
        DbConnection? connection = null;
        try
        {
            pass = Gate is null ? null : await Gate.EnterAsync(cancellation);
            connection = await OpenAsync(cancellation);
            var transaction = await connection.BeginTransactionAsync(cancellation);
            return new Work(connection, transaction, pass, mark, this, _outcome);
        }
        catch
        {
            mark.Close();
            if (connection is not null)
            {
                await connection.DisposeAsync();
            }

            pass?.Dispose();
            throw;
        }
    }
}
