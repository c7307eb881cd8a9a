using System.Data.Common;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Connections.Consent;

/// <summary>Gives back the grants that nobody said yes to in time, and forgets what is over.</summary>
internal sealed partial class ConsentUpkeep(
    ConsentStore consents, AnswerConsent answer, TimeProvider time, ILogger<ConsentUpkeep> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    public async Task RunAsync(CancellationToken cancellation)
    {
        foreach (var row in await consents.UnansweredAsync(cancellation))
        {
            await answer.GiveUpAsync(row, cancellation);
        }

        await consents.ForgetOldAsync(cancellation);
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
        [LoggerMessage(LogLevel.Warning, "Consents could not be tidied now: tried again in a minute")]
        public static partial void Later(ILogger logger, Exception error);
    }
}
