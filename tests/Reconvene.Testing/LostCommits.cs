using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Reconvene.Testing;

/// <summary>
/// Decorates connections so that the n-th commit is carried out and then reported as failed: what a caller sees when the
/// answer to it is lost.
/// </summary>
/// <param name="fault">What the commit throws.</param>
/// <param name="isMeant">
/// Whether a statement makes the commit of its transaction one that counts; every commit does when left out. So what the
/// server writes beside the matter takes no turn.
/// </param>
internal sealed class LostCommits(Func<Exception> fault, Func<string, bool>? isMeant = null)
{
    private int _seen;
    private int _losing = -1;
    private int _statements;

    /// <summary>Commits that count since the last <see cref="Lose"/>.</summary>
    public int Seen => Volatile.Read(ref _seen);

    /// <summary>Statements since the start.</summary>
    public int Statements => Volatile.Read(ref _statements);

    /// <summary>Whether the one that was to be lost has been.</summary>
    public bool IsLost { get; private set; }

    public DbConnection Decorate(DbConnection connection) => new Connection(this, connection);

    /// <summary>From now on, the n-th commit is lost; 0 for none, to count them.</summary>
    public void Lose(int n)
    {
        IsLost = false;
        Volatile.Write(ref _losing, n);
        Volatile.Write(ref _seen, 0);
    }

    private bool IsMeant(string said) => isMeant is null || isMeant(said);

    private void Committed()
    {
        if (Interlocked.Increment(ref _seen) == Volatile.Read(ref _losing))
        {
            IsLost = true;
            throw fault();
        }
    }

    private sealed class Connection(LostCommits losses, DbConnection inner) : DbConnection
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
            new Transaction(losses, this, inner.BeginTransaction(isolationLevel));

        protected override DbCommand CreateDbCommand() => new Command(losses, this, inner.CreateCommand());

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }

    private sealed class Transaction(LostCommits losses, Connection connection, DbTransaction inner) : DbTransaction
    {
        private bool _isMeant = losses.IsMeant("");

        public DbTransaction Inner => inner;

        public override IsolationLevel IsolationLevel => inner.IsolationLevel;

        public override bool SupportsSavepoints => true;

        protected override DbConnection DbConnection => connection;

        public override void Commit()
        {
            inner.Commit();
            if (_isMeant)
            {
                losses.Committed();
            }
        }

        public void Hear(string said) => _isMeant |= losses.IsMeant(said);

        public override void Rollback() => inner.Rollback();

        public override void Save(string savepointName) => inner.Save(savepointName);

        public override void Release(string savepointName) => inner.Release(savepointName);

        public override void Rollback(string savepointName) => inner.Rollback(savepointName);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }

    private sealed class Command(LostCommits losses, Connection connection, DbCommand inner) : DbCommand
    {
        private Transaction? _transaction;

#pragma warning disable CA2100 // Whatever was asked is passed on.
        [AllowNull]
        public override string CommandText
        {
            get => inner.CommandText;
            set => inner.CommandText = value;
        }
#pragma warning restore CA2100

        public override int CommandTimeout
        {
            get => inner.CommandTimeout;
            set => inner.CommandTimeout = value;
        }

        public override CommandType CommandType
        {
            get => inner.CommandType;
            set => inner.CommandType = value;
        }

        public override bool DesignTimeVisible
        {
            get => inner.DesignTimeVisible;
            set => inner.DesignTimeVisible = value;
        }

        public override UpdateRowSource UpdatedRowSource
        {
            get => inner.UpdatedRowSource;
            set => inner.UpdatedRowSource = value;
        }

        protected override DbConnection? DbConnection
        {
            get => connection;
            set => throw new NotSupportedException("A command stays with its connection.");
        }

        protected override DbParameterCollection DbParameterCollection => inner.Parameters;

        protected override DbTransaction? DbTransaction
        {
            get => _transaction;
            set
            {
                _transaction = (Transaction?)value;
                inner.Transaction = _transaction?.Inner;
            }
        }

        public override void Cancel() => inner.Cancel();

        public override int ExecuteNonQuery() => Heard().ExecuteNonQuery();

        public override object? ExecuteScalar() => Heard().ExecuteScalar();

        public override void Prepare() => inner.Prepare();

        protected override DbParameter CreateDbParameter() => inner.CreateParameter();

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Heard().ExecuteReader(behavior);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }

        private DbCommand Heard()
        {
            Interlocked.Increment(ref losses._statements);
            _transaction?.Hear(CommandText);
            return inner;
        }
    }
}
