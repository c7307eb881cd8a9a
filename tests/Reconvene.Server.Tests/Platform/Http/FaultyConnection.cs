using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Reconvene.Server.Tests.Platform.Http;

/// <summary>A connection whose next command throws what the test gave.</summary>
internal sealed class FaultyConnection(DbConnection inner, Func<Exception> fault) : DbConnection
{
    [AllowNull]
    public override string ConnectionString
    {
        get => inner.ConnectionString;
        set => inner.ConnectionString = value;
    }

    public override string Database => inner.Database;

    public override string DataSource => inner.DataSource;

    public override string ServerVersion => inner.ServerVersion;

    public override ConnectionState State => inner.State;

    public override void ChangeDatabase(string databaseName) => inner.ChangeDatabase(databaseName);

    public override void Close() => inner.Close();

    public override void Open() => inner.Open();

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => throw fault();

    protected override DbCommand CreateDbCommand() => throw fault();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
