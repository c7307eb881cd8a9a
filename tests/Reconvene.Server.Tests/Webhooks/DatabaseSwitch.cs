using System.Data.Common;
using Npgsql;

namespace Reconvene.Server.Tests.Webhooks;

/// <summary>Takes the database away from the server, as a network does.</summary>
internal sealed class DatabaseSwitch
{
    private volatile bool _off;

    public bool IsOff
    {
        get => _off;
        set => _off = value;
    }

    public DbConnection Connect(DbConnection connection) =>
        _off ? throw new NpgsqlException("The database is away.") : connection;
}
