using System.Security.Cryptography;

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
            try
            {
                await answer.GiveUpAsync(row, cancellation);
            }
            catch (CryptographicException error)
            {
                Log.DoesNotOpen(logger, row.Id, error);
                await answer.SetAsideAsync(row, cancellation);
            }
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
#pragma warning disable CA1031 // The boundary of a loop: one round's trouble must not end the server.
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Log.Later(logger, error);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The grant of consent {ConsentId} does not open: it cannot be given back to Zoom, and ends there by its age")]
        public static partial void DoesNotOpen(ILogger logger, long consentId, Exception error);

        [LoggerMessage(LogLevel.Warning, "Consents could not be tidied now: tried again in a minute")]
        public static partial void Later(ILogger logger, Exception error);
    }
}
