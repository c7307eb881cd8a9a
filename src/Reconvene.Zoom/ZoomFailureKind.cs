namespace Reconvene.Zoom;

/// <summary>What went wrong, in the terms that decide whether waiting or a person helps.</summary>
public enum ZoomFailureKind
{
    /// <summary>Too many calls just now. Wait until <see cref="ZoomFailure.NotBefore"/>, else a few seconds.</summary>
    RateLimited,

    /// <summary>The day's calls are used up. <see cref="ZoomFailure.NotBefore"/> says when the next day begins.</summary>
    DailyLimit,

    /// <summary>Zoom or the way to it is broken, slow or cut off. Waiting helps.</summary>
    Unavailable,

    /// <summary>The token or the client's secret is refused, also after one renewal. A person must reconnect.</summary>
    CredentialRejected,

    /// <summary>The token lacks scopes: <see cref="ZoomFailure.MissingScopes"/> names them.</summary>
    ScopeMissing,

    /// <summary>The plan, the role or a setting forbids it.</summary>
    PermissionDenied,

    /// <summary>The thing does not exist (any more).</summary>
    Gone,

    /// <summary>The thing does not exist yet. Waiting helps.</summary>
    NotReady,

    /// <summary>The page token is no longer accepted: begin the listing again.</summary>
    PagingExpired,

    /// <summary>Zoom refuses the request as it is. Repeating it does not help.</summary>
    Rejected,

    /// <summary>The answer is not what Zoom documents: <see cref="ZoomFailure.Where"/> says where.</summary>
    Unreadable,

    /// <summary>The answer points to a host that must not see our token. Nothing was sent there.</summary>
    HostRefused,
}
