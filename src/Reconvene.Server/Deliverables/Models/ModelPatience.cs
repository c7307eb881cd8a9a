using Microsoft.Extensions.Options;
using Reconvene.Server.Platform;

namespace Reconvene.Server.Deliverables.Models;

/// <summary>How long a model in trouble is waited for before the built-in summariser takes over: so many tries, and hours, not days.</summary>
internal sealed class ModelPatience(IOptions<ModelOptions> options, TimeProvider time)
{
    /// <summary>Of the first wait; each later one may be half as long as the one before, all together less than twice this.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(6);

    /// <summary>The failure after which it is tried again; null when it is done without.</summary>
    /// <param name="failure">Of the model.</param>
    /// <param name="attempts">Failures before this one, since the last progress.</param>
    public Failure? Wait(Failure failure, int attempts)
    {
        var most = options.Value.FallBackAfter;
        if (most is 0 || !failure.IsRetryable)
        {
            return failure.IsRetryable ? failure : null;
        }

        var allowed = LongestWait / Math.Pow(2, attempts);
        return attempts + 1 >= most || failure.NotBefore - time.GetUtcNow() > allowed
            ? null

            // A server that asks to wait again and again is in trouble too: it counts, or nobody would ever be done without it.
            : failure with { Kind = FailureKind.Unavailable };
    }
}
