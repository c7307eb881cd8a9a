using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Reconvene.Server.Tests.Platform.Data;

/// <summary>Decorates connections so that a transaction begins only when the test lets it, whoever has stopped waiting.</summary>
internal sealed class HeldBegins
{
    private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _givenBack = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when the first connection was disposed.</summary>
    public Task GivenBack => _givenBack.Task;

    public DbConnection Decorate(DbConnection connection) => new Connection(this, connection);

    public void GoOn() => _goOn.TrySetResult();

    private sealed class Connection(HeldBegins held, DbConnection inner) : DbConnection
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

        protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
            inner.BeginTransaction(isolationLevel);

        protected override async ValueTask<DbTransaction> BeginDbTransactionAsync(
            IsolationLevel isolationLevel, CancellationToken cancellationToken)
        {
            await held._goOn.Task;
            return await inner.BeginTransactionAsync(isolationLevel, CancellationToken.None);
        }

        protected override DbCommand CreateDbCommand() => inner.CreateCommand();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
                held._givenBack.TrySetResult();
            }

            base.Dispose(disposing);
        }
    }
}
