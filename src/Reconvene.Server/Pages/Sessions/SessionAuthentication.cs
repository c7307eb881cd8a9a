using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Reconvene.Server.Accounts;

namespace Reconvene.Server.Pages.Sessions;

/// <summary>
/// Reads the session's cookie, for pages alone: no route of the API names this scheme, so that a browser's cookie opens
/// none of them.
/// </summary>
internal sealed class SessionAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    BrowserSessions sessions,
    PageCookies cookies)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "session";

    private const int LongestText = 100;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (cookies.Session(Context) is not { Length: > 0 and <= LongestText } text)
        {
            return AuthenticateResult.NoResult();
        }

        if (await sessions.FindAsync(text, Context.RequestAborted) is not { } session)
        {
            return AuthenticateResult.Fail("The session has ended.");
        }

        Context.Features.Set(session);
        Context.Features.Set(session.Person.AsCaller());
        return AuthenticateResult.Success(new AuthenticationTicket(Principal(session.Person), SchemeName));
    }

    /// <summary>To the sign-in, and back again afterwards where that is a page one can simply open.</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status303SeeOther;
        Response.Headers.Location = HttpMethods.IsGet(Request.Method)
            ? ReturnPath.ToSignIn(Request.Path + Request.QueryString)
            : ReturnPath.SignIn;
        return Task.CompletedTask;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static ClaimsPrincipal Principal(UserRow person) => new(new ClaimsIdentity(
        [
            new(ClaimTypes.NameIdentifier, person.Id.Value.ToString(CultureInfo.InvariantCulture)),
            new(ClaimTypes.Role, Policies.Of(person.RoleInTenant)),
        ],
        SchemeName));
}
