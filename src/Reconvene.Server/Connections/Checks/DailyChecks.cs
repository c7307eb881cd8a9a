using System.Globalization;
using Reconvene.Server.Connections.Tokens;
using Reconvene.Server.Jobs;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Connections.Checks;

/// <summary>
/// Asks for a look at every connection that nobody looked at for a day. Every node asks; the job is one for a connection
/// at a time, and finds out by itself whether another has looked meanwhile.
/// </summary>
internal sealed class DailyChecks(
    Database database, CheckStore checks, JobQueue jobs, TimeProvider time, ILogger<DailyChecks> logger)
    : Rounds(TimeSpan.FromHours(1), isFirstAtOnce: false, time, logger)
{
    public const string Job = "check-connection";

    public static readonly TimeSpan Day = TimeSpan.FromDays(1);

    protected override string What => "asking for the daily checks of connections";

    public async Task RunAsync(CancellationToken cancellation)
    {
        foreach (var due in await checks.DueAsync(Time.GetUtcNow() - Day, cancellation))
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

    protected override Task RoundAsync(CancellationToken cancellation) => RunAsync(cancellation);
}
