using System.Diagnostics;

namespace Reconvene.Server.Platform;

/// <summary>What the outside world did to us, said once at the edge. Only the job decides whether to try again.</summary>
/// <param name="Kind">Decides whether waiting helps.</param>
/// <param name="Reason">One sentence for a person: the thing, what was expected, what to do. No secrets.</param>
/// <param name="NotBefore">When the other side said to come back; null leaves it to the job's own back-off.</param>
internal sealed record Failure(FailureKind Kind, string Reason, DateTimeOffset? NotBefore = null)
{
    public bool IsRetryable => Kind switch
    {
        FailureKind.RateLimited or FailureKind.Unavailable or FailureKind.NotReady => true,
        FailureKind.CredentialRejected or FailureKind.Misconfigured or FailureKind.Gone or FailureKind.Unreadable => false,
        _ => throw new UnreachableException(),
    };
}

internal enum FailureKind
{
    /// <summary>The other side named a limit; it passes by itself.</summary>
    RateLimited,

    /// <summary>Network, time-out, 5xx, locked or full storage.</summary>
    Unavailable,

    /// <summary>It exists, and is still being made.</summary>
    NotReady,

    /// <summary>The credential no longer opens anything: a person must reconnect.</summary>
    CredentialRejected,

    /// <summary>A scope, a permission or a setting is missing: a person must grant it.</summary>
    Misconfigured,

    /// <summary>It is no longer there.</summary>
    Gone,

    /// <summary>What came cannot be what was asked for.</summary>
    Unreadable,
}
