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

    /// <summary>When trying again may help, if Zoom said so or the day's limit is used up.</summary>
    public DateTimeOffset? NotBefore { get; init; }

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
