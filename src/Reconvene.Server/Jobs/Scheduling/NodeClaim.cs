using Microsoft.Extensions.Options;
using Npgsql;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Jobs.Scheduling;

/// <summary>
/// Holds this node's configured name on PostgreSQL as long as the process lives: two live nodes of one name would each
/// take the other's running work for the remains of its own former self.
/// </summary>
internal sealed partial class NodeClaim(
    DatabaseOptions where, IOptions<JobsOptions> options, IHostApplicationLifetime life, ILogger<NodeClaim> logger)
    : IAsyncDisposable
{
    // Seen by its namesakes only, among all locks of this database.
    private const int Family = 0x5265_636f;

    // A node that was just killed has its connection closed by the system a moment later.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _stop = new();
    private NpgsqlConnection? _connection;
    private Task _keeping = Task.CompletedTask;

    private bool IsNeeded => where.Engine is Engine.Postgres && options.Value.NodeName is not null;

    /// <summary>Takes the name, or refuses the start.</summary>
    public async Task TakeAsync(CancellationToken cancellation)
    {
        if (!IsNeeded)
        {
            return;
        }

        if (!await TryLongAsync(cancellation))
        {
            throw new StartRefusedException(
                $"Another live node of this database is called '{options.Value.NodeName}': stop it, or give this one another name with Jobs:NodeName (or none, and it makes one up).");
        }

        _keeping = KeepAsync(_stop.Token);
    }

    /// <summary>Gives the name back. Only when nothing of this node runs any more.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await CloseAsync();
        _stop.Dispose();
    }

    private async Task<bool> TryLongAsync(CancellationToken cancellation)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!await TryAsync(cancellation))
        {
            if (TimeProvider.System.GetElapsedTime(begun) > Patience)
            {
                return false;
            }

            await Task.Delay(Pause, TimeProvider.System, cancellation);
        }

        return true;
    }

    private async Task<bool> TryAsync(CancellationToken cancellation)
    {
        // Not from the pool: the lock lives and dies with this very connection. Kept alive, so that a dead one is found.
        var own = new NpgsqlConnectionStringBuilder(where.ConnectionString) { Pooling = false, KeepAlive = 5 };
        _connection ??= new NpgsqlConnection(own.ToString());
        if (_connection.State is not System.Data.ConnectionState.Open)
        {
            await _connection.OpenAsync(cancellation);
        }

        await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock($1, hashtext($2))", _connection);
        command.Parameters.AddWithValue(Family);
        command.Parameters.AddWithValue(options.Value.NodeName!);
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    /// <summary>A database that was away has forgotten the lock: it is taken anew, or this node has to go.</summary>
    private async Task KeepAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await _connection!.WaitAsync(cancellation);
            }
            catch (NpgsqlException)
            {
                if (!await RetakeAsync(cancellation))
                {
                    Log.NameLost(logger, options.Value.NodeName!);
                    life.StopApplication();
                    return;
                }
            }
        }
    }

    private async Task<bool> RetakeAsync(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await CloseAsync();
                return await TryLongAsync(cancellation);
            }
            catch (NpgsqlException)
            {
                await Task.Delay(Pause, TimeProvider.System, cancellation);
            }
        }
    }

    private async Task CloseAsync()
    {
        if (Interlocked.Exchange(ref _connection, null) is { } connection)
        {
            await connection.DisposeAsync();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "While the database was away, another node took the name '{Name}': this one stops. Give each node its own Jobs:NodeName")]
        public static partial void NameLost(ILogger logger, string name);
    }
}
