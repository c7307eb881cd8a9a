using System.Globalization;
using Microsoft.Extensions.Options;
using Reconvene.Server.Platform;

namespace Reconvene.Server.Jobs;

/// <summary>What follows a failure: the one place where trying again is decided. Prints itself as a sentence.</summary>
/// <param name="options">Numbers of attempts and lengths of waits.</param>
/// <param name="jitter">0 to below 1; tests give their own.</param>
internal sealed class FailurePolicy(IOptions<JobsOptions> options, Func<double> jitter)
{
    private readonly JobsOptions _options = options.Value;

    /// <summary>
    /// Whether the failure counts towards giving up. Who is told when to come back, and comes back then, has not failed: a day
    /// that is used up in the middle of a backfill may come ten days in a row.
    /// </summary>
    public static bool Counts(Failure failure) => failure is not { Kind: FailureKind.RateLimited, NotBefore: not null };

    /// <summary>When to try again; null when the job is given up.</summary>
    /// <param name="failure">What happened.</param>
    /// <param name="attempts">Failures of this step since its last progress, with this one.</param>
    /// <param name="unexpected">It was a fault of ours, not of the outside world.</param>
    /// <param name="now">The present moment.</param>
    public DateTimeOffset? NextAttempt(Failure failure, int attempts, bool unexpected, DateTimeOffset now)
    {
        var most = unexpected ? _options.UnexpectedAttempts : _options.Attempts;
        if (!failure.IsRetryable || (attempts >= most && Counts(failure)))
        {
            return null;
        }

        if (failure.NotBefore is { } named)
        {
            return named > now ? named : now;
        }

        // Full jitter above the first wait: many that failed together do not come back together.
        var ceiling = Math.Min(
            _options.LongestWait.TotalSeconds, _options.FirstWait.TotalSeconds * Math.Pow(2, attempts));
        var floor = Math.Min(_options.FirstWait.TotalSeconds, ceiling);
        return now.AddSeconds(floor + ((ceiling - floor) * jitter()));
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"Waits as long as the other side says, else {_options.FirstWait:g} and up to twice as long each time (at most {_options.LongestWait:g}, at random); given up after {_options.Attempts} failures without progress (a limit that says when it ends is none), after {_options.UnexpectedAttempts} faults of this program, after {_options.Starts} starts that ended the process, and at once when waiting cannot help.");
}
