using System.Data.Common;
using System.Globalization;
using Reconvene.Server.Connections.Tokens;
using Reconvene.Server.Jobs;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Connections.Checks;

/// <summary>
/// Asks for a look at every connection that nobody looked at for a day. Every node asks; the job is one for a connection
/// at a time, and finds out by itself whether another has looked meanwhile.
/// </summary>
internal sealed partial class DailyChecks(
    Database database, CheckStore checks, JobQueue jobs, TimeProvider time, ILogger<DailyChecks> logger) : BackgroundService
{
    public const string Job = "check-connection";

    public static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken cancellation)
    {
        foreach (var due in await checks.DueAsync(time.GetUtcNow() - Day, cancellation))
        {
            await using var work = await database.BeginAsync(cancellation);
            await jobs.EnqueueAsync(
                work,
                new(
                    due.TenantId,
                    Job,
                    RejectConnection.Subject(due.ConnectionId),
                    due.ConnectionId.Value.ToString(CultureInfo.InvariantCulture)),
                cancellation);
            await work.CommitAsync(cancellation);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (DbException error) when (error.IsUnavailable())
            {
                Log.Later(logger, error);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The daily checks of connections could not be asked for now: tried again in an hour")]
        public static partial void Later(ILogger logger, Exception error);
    }
}
