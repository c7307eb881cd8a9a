using System.Data.Common;
using Microsoft.Data.Sqlite;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Jobs.Scheduling;

/// <summary>Gives the scheduler connections that wait for their turn at the one writer's gate, like every writer of ours.</summary>
internal sealed class GatedSqliteFactory(WriteGate gate) : DbProviderFactory
{
    public override DbConnection CreateConnection() => new GatedSqliteConnection(gate);

    public override DbCommand CreateCommand() => SqliteFactory.Instance.CreateCommand();

    public override DbParameter CreateParameter() => SqliteFactory.Instance.CreateParameter();

    public override DbConnectionStringBuilder CreateConnectionStringBuilder() =>
        SqliteFactory.Instance.CreateConnectionStringBuilder();
}
