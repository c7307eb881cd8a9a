using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Reconvene.Server.Platform.Data;

/// <summary>Opens connections of either engine: many readers, and write transactions that take turns on SQLite.</summary>
internal sealed class Database : IAsyncDisposable
{
    private readonly NpgsqlDataSource? _postgres;
    private readonly string? _sqlite;
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
            _sqlite = options.ConnectionString;
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
#pragma warning disable CA2000 // Given to the caller, who disposes it.
        var connection = Make();
#pragma warning restore CA2000
        try
        {
            await connection.OpenAsync(cancellation);
            if (connection is SqliteConnection sqlite)
            {
                SqliteSettings.Apply(sqlite);
            }

            return _decorate(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }

        Gate?.Dispose();
    }

    private DbConnection Make() =>
        _postgres is null ? new SqliteConnection(_sqlite) : _postgres.CreateConnection();

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
