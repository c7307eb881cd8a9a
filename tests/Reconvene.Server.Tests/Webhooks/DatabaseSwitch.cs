using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Reconvene.Server.Tests.Webhooks;

/// <summary>Takes the database away from the server, as a network does.</summary>
internal sealed class DatabaseSwitch
{
    private volatile bool _off;
    private volatile bool _full;

    public bool IsOff
    {
        get => _off;
        set => _off = value;
    }

    /// <summary>The file may not grow by a page: what the engine says when the disk is full. SQLite only.</summary>
    public bool IsFull
    {
        get => _full;
        set => _full = value;
    }

    public DbConnection Connect(DbConnection connection)
    {
        if (_off)
        {
            throw new NpgsqlException("The database is away.");
        }

        if (connection is SqliteConnection)
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Ours.
            command.CommandText = _full ? "PRAGMA max_page_count = 1" : "PRAGMA max_page_count = 1073741823";
#pragma warning restore CA2100
            command.ExecuteNonQuery();
        }

        return connection;
    }
}
