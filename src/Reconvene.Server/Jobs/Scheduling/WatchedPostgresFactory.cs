using System.Data.Common;
using Npgsql;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Jobs.Scheduling;

/// <summary>
/// Gives the scheduler connections of its own, and none once the database was found damaged: what it would still write
/// (check-ins, and how its last firings ended) is no better than any other write.
/// </summary>
internal sealed class WatchedPostgresFactory(Database database) : DbProviderFactory
{
    public override DbConnection CreateConnection()
    {
        database.RefuseWhenDamaged();
        return NpgsqlFactory.Instance.CreateConnection();
    }

    public override DbCommand CreateCommand() => NpgsqlFactory.Instance.CreateCommand();

    public override DbParameter CreateParameter() => NpgsqlFactory.Instance.CreateParameter();

    public override DbConnectionStringBuilder CreateConnectionStringBuilder() =>
        NpgsqlFactory.Instance.CreateConnectionStringBuilder();
}
