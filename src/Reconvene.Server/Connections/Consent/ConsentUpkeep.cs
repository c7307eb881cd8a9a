using System.Security.Cryptography;
using Reconvene.Server.Platform;

namespace Reconvene.Server.Connections.Consent;

/// <summary>Gives back the grants that nobody said yes to in time, and forgets what is over.</summary>
internal sealed partial class ConsentUpkeep(
    ConsentStore consents, AnswerConsent answer, TimeProvider time, ILogger<ConsentUpkeep> logger)
    : Rounds(TimeSpan.FromMinutes(1), isFirstAtOnce: false, time, logger)
{
    protected override string What => "tidying consents";

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

    protected override Task RoundAsync(CancellationToken cancellation) => RunAsync(cancellation);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The grant of consent {ConsentId} does not open: it cannot be given back to Zoom, and ends there by its age")]
        public static partial void DoesNotOpen(ILogger logger, long consentId, Exception error);
    }
}
