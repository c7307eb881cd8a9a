using Npgsql;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Jobs.Feeding;

/// <summary>Hears on PostgreSQL what other nodes committed. When it hears nothing, the polls find out.</summary>
internal sealed partial class PostgresNotices(
    DatabaseOptions where, JobChanges changes, ILogger<PostgresNotices> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Listens until cancelled; at once done on SQLite, where there is nobody else.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (where.Engine is Engine.Postgres && !cancellation.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (NpgsqlException error)
            {
                Log.Interrupted(logger, error);
                await Task.Delay(Pause, TimeProvider.System, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(where.ConnectionString);
        connection.Notification += (_, notice) =>
            changes.Tell(Guid.TryParse(notice.Payload, out var job) ? new JobId(job) : null);
        await connection.OpenAsync(cancellation);
        await using (var listen = new NpgsqlCommand($"LISTEN {JobAnnouncer.Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(cancellation);
        }

        // What was said while nobody listened.
        changes.Tell(null);
        while (true)
        {
            await connection.WaitAsync(cancellation);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Notices from PostgreSQL were interrupted; jobs are found by polling until they are back")]
        public static partial void Interrupted(ILogger logger, Exception error);
    }
}
