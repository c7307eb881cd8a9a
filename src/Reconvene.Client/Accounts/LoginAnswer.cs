namespace Reconvene.Client.Accounts;

/// <summary>The tokens of a person who signed in.</summary>
/// <param name="AccessToken">Sent with each request as <c>Authorization: Bearer</c>.</param>
/// <param name="TokenType">Always <c>bearer</c>.</param>
/// <param name="ExpiresIn">Seconds until the token is refused.</param>
/// <param name="RefreshToken">
/// Taken once for the next pair, at <c>POST /api/v1/auth/refresh</c>; used a second time it ends the sign-in.
/// </param>
/// <param name="RefreshExpiresIn">Seconds until the refresh token is refused.</param>
/// <param name="Role">What the person may do.</param>
/// <param name="TenantId">The tenant that the token is for.</param>
/// <param name="User">Who signed in.</param>
public sealed record LoginAnswer(
    string AccessToken,
    string TokenType,
    int ExpiresIn,
    string RefreshToken,
    long RefreshExpiresIn,
    AccountRole Role,
    long TenantId,
    UserView User)
{
    /// <summary>Holds secrets, so it tells nothing.</summary>
    public override string ToString() => $"{nameof(LoginAnswer)} ***";
}
