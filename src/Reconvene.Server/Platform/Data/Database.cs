using System.Data.Common;
using Dapper;
using Npgsql;

namespace Reconvene.Server.Platform.Data;

/// <summary>Opens connections of either engine: many readers, and write transactions that take turns on SQLite.</summary>
internal sealed class Database : IAsyncDisposable
{
    private readonly NpgsqlDataSource? _postgres;
    private readonly SqlitePool? _sqlite;
    private readonly Func<DbConnection, DbConnection> _decorate;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="options">Engine and connection string.</param>
    /// <param name="decorate">Wraps each connection; tests inject faults here.</param>
    public Database(DatabaseOptions options, Func<DbConnection, DbConnection>? decorate = null)
    {
        ColumnTypes.Register();
        Dialect = new Dialect(options.Engine);
        _decorate = decorate ?? (connection => connection);
        if (options.Engine is Engine.Sqlite)
        {
            SqliteLibrary.Choose();
            _sqlite = new SqlitePool(options.ConnectionString);
            Gate = new WriteGate();
        }
        else
        {
            _postgres = NpgsqlDataSource.Create(options.ConnectionString);
        }
    }

    public Dialect Dialect { get; }

    /// <summary>The turn of the one writer; null on PostgreSQL.</summary>
    public WriteGate? Gate { get; }

    /// <summary>Begins a write transaction. Not async itself: see <see cref="WriteScope.Open"/>.</summary>
    public ValueTask<Work> BeginAsync(CancellationToken cancellation)
    {
        var mark = WriteScope.Open();
        return BeginAsync(mark, cancellation);
    }

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? arguments, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation);
        return (await connection.QueryAsync<T>(new(sql, arguments, cancellationToken: cancellation))).AsList();
    }

    public async Task<T?> FindAsync<T>(string sql, object? arguments, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation);
        return await connection.QueryFirstOrDefaultAsync<T?>(new(sql, arguments, cancellationToken: cancellation));
    }

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

    private async ValueTask<Work> BeginAsync(WriteScope.Mark mark, CancellationToken cancellation)
    {
        WriteGate.Pass? pass = null;
        DbConnection? connection = null;
        try
        {
            pass = Gate is null ? null : await Gate.EnterAsync(cancellation);
            connection = await OpenAsync(cancellation);
            var transaction = await connection.BeginTransactionAsync(cancellation);
            return new Work(connection, transaction, pass, mark);
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
