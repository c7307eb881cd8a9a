using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Reconvene.Server.Platform.Data.Integrity;

/// <summary>
/// Whether the database was found damaged since the start. From then on nothing is written: a write would carry the damage
/// further, or into the next copy. Reading goes on as far as it can. Only a new start, which checks, ends it.
/// </summary>
internal sealed partial class Damage(ILogger<Damage> logger, DatabaseOptions? options = null)
{
    /// <summary>For people who cannot mend it: it names no file of the server.</summary>
    public const string ForTenants =
        "The database is damaged and takes no changes until whoever runs this server has mended it: its log and `reconvene doctor` say how. What can be read is still shown.";

    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? _found;
    private Func<string, Task> _tell = _ => Task.CompletedTask;
    private int _isFinding;

    /// <summary>What is wrong and what to do, for the operator; null while nothing was found.</summary>
    public string? Found => _found;

    /// <summary>Done as soon as nothing is written any more.</summary>
    public Task Stopped => _stopped.Task;

    /// <summary>Names who is told the sentence for tenants, once, before writing stops; what is done then must be short.</summary>
    public void TellFirst(Func<string, Task> tell) => _tell = tell;

    /// <summary>Takes note of an error that tells of damage.</summary>
    public void Note(DbException error)
    {
        if (error.IsDamage() && _found is null)
        {
            // Not waited for, and in a flow of its own: who met the error may hold a transaction that the last words wait for.
            using (ExecutionContext.SuppressFlow())
            {
                _ = Task.Run(() => FindAsync(error.Message));
            }
        }
    }

    /// <summary>Takes note of what a check found.</summary>
    public async Task FindAsync(string what)
    {
        var told = Explain(options, what);
        if (Interlocked.Exchange(ref _isFinding, 1) is 1)
        {
            return;
        }

        Log.Found(logger, told);
        try
        {
            await _tell(ForTenants);
        }
        finally
        {
            _found = told;
            _stopped.TrySetResult();
        }
    }

    /// <summary>Throws when nothing may be written.</summary>
    public void RefuseToWrite()
    {
        if (_found is { } found)
        {
            throw new DatabaseDamagedException(found);
        }
    }

    /// <summary>The sentences that say what to do.</summary>
    public static string Explain(DatabaseOptions? options, string what)
    {
        var why = string.Create(CultureInfo.InvariantCulture, $"The database is damaged ({Cut(what)}), so nothing more is written into it.");
        if (options is not { Engine: Engine.Sqlite })
        {
            return $"{why} Stop the server, restore PostgreSQL from its backup (pg_restore, or the base backup with its archive), and start again: the next sync fetches what Zoom still has. PostgreSQL goes on counting what was wrong once: after the repair say SELECT pg_stat_reset() in this database, or the start is refused for two days.";
        }

        var file = new SqliteConnectionStringBuilder(options.ConnectionString).DataSource;
        return $"{why} Stop the server and keep {file} with its -wal and -shm files aside; put {NewestCopy(file)} in its place, or save what can be read with `sqlite3 {file} .recover | sqlite3 mended.db` and use mended.db; then start again: the next sync fetches what Zoom still has.";
    }

    private static string NewestCopy(string file)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var newest = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, $"{Path.GetFileName(file)}.before-*")
                .Where(copy => !copy.EndsWith(".tmp", StringComparison.Ordinal))
                .MaxBy(File.GetLastWriteTimeUtc)
            : null;
        return newest is null ? "your newest backup" : $"your newest backup (the server itself made {newest})";
    }

    private static string Cut(string what) => what.Length <= 200 ? what : string.Concat(what.AsSpan(0, 199), "…");

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Critical, "{What}")]
        public static partial void Found(ILogger logger, string what);
    }
}
