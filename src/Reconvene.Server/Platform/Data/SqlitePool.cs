using System.Collections.Concurrent;
using System.Data;
using Microsoft.Data.Sqlite;

namespace Reconvene.Server.Platform.Data;

/// <summary>
/// Open connections to SQLite, used one after the other by many. The driver's own pool is off: two that open at once can
/// be given the same connection, or one that is closed under them, which ends the process
/// (dotnet/efcore issues 39008 and 38854).
/// </summary>
internal sealed class SqlitePool(string connectionString) : IDisposable
{
    private const int MostIdle = 16;

    private readonly ConcurrentStack<PooledConnection> _idle = new();
    private volatile bool _isClosed;

    private bool HasRoom => !_isClosed && _idle.Count < MostIdle;

    /// <summary>One that is open and nobody else's until it is disposed.</summary>
    public SqliteConnection Lend()
    {
        if (!_idle.TryPop(out var connection))
        {
            connection = new PooledConnection(this, connectionString);
            OpenNew(connection);
        }

        return connection.Lend();
    }

    public void Dispose()
    {
        _isClosed = true;
        while (_idle.TryPop(out var connection))
        {
            connection.Dispose();
        }
    }

    private static void OpenNew(PooledConnection connection)
    {
        try
        {
            connection.Open();
            SqliteSettings.Apply(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void TakeBack(PooledConnection connection)
    {
        _idle.Push(connection);

        // Closed between the look and the push: then nobody else comes to close it.
        if (_isClosed)
        {
            Dispose();
        }
    }

    /// <summary>Goes back to its pool when it is disposed, unless a transaction was left open on it.</summary>
    private sealed class PooledConnection(SqlitePool pool, string connectionString) : SqliteConnection(connectionString)
    {
        private bool _isLent;

        public PooledConnection Lend()
        {
            _isLent = true;
            return this;
        }

        protected override void Dispose(bool disposing)
        {
            var isReusable = disposing && _isLent && Transaction is null && State is ConnectionState.Open;
            _isLent = false;
            if (isReusable && pool.HasRoom)
            {
                pool.TakeBack(this);
                return;
            }

            base.Dispose(disposing);
        }
    }
}
