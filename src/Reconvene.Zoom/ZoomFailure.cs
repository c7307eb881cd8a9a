using Reconvene.Zoom.OAuth;

namespace Reconvene.Zoom;

/// <summary>
/// Why a call to Zoom failed. Made once, where the answer arrived; holds no secret and no address query.
/// </summary>
/// <param name="Kind">Decides whether waiting or a person helps.</param>
/// <param name="Reason">One sentence for a person.</param>
public sealed record ZoomFailure(ZoomFailureKind Kind, string Reason)
{
    /// <summary>The HTTP status, where an answer came.</summary>
    public int? Status { get; init; }

    /// <summary>Zoom's own number of the error.</summary>
    public int? ZoomCode { get; init; }

    /// <summary>The token endpoint's <c>error</c> (<c>invalid_client</c>, <c>invalid_grant</c>, …).</summary>
    public string? OAuthError { get; init; }

    /// <summary>
    /// Why the token endpoint refused. Null when it did not refuse, but was not reached, was overloaded or could not be
    /// read; and for all other calls.
    /// </summary>
    public OAuthProblem? OAuthProblem { get; init; }

    /// <summary>
    /// Zoom may have done what was asked although no usable answer came: a time-out, a connection that broke, a 5xx, an
    /// unreadable answer. False when the request surely never left (an unknown host, a refused connection) or Zoom said
    /// no: then it can be repeated without doing anything twice. A call that got no token was not made: false too.
    /// </summary>
    public bool OutcomeUnknown { get; init; }

    /// <summary>When trying again may help, if Zoom said so or the day's limit is used up.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>
    /// The limit that was reached is one of a single user (such as 100 meetings made in a day), not of the account. False for
    /// all other failures.
    /// </summary>
    public bool IsLimitOfUser { get; init; }

    /// <summary>
    /// The scopes that Zoom asks for, any one of which is enough. Empty unless the kind is ScopeMissing.
    /// </summary>
    public IReadOnlyList<string> MissingScopes { get; init; } = [];

    /// <summary>
    /// What came has another size than Zoom listed: list again before the next attempt. False for all other failures.
    /// </summary>
    public bool ContradictsListing { get; init; }

    /// <summary>The JSON path of what could not be read.</summary>
    public string? Where { get; init; }
}
