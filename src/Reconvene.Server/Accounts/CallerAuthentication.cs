using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Accounts;

/// <summary>
/// Reads <c>Authorization: Bearer</c> (token or API key) or <c>X-Api-Key</c>, from headers only, one of them and once:
/// two could be read differently by a proxy before us. Leaves the <see cref="Caller"/> in the request's features.
/// </summary>
internal sealed class CallerAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, CallerProof proof)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "caller";

    private const string KeyHeader = "X-Api-Key";
    private const string BearerStart = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var authorization = Request.Headers.Authorization;
        var key = Request.Headers[KeyHeader];
        if (authorization.Count + key.Count is 0)
        {
            return AuthenticateResult.NoResult();
        }

        if (authorization.Count + key.Count > 1)
        {
            return Refuse("ambiguous_credentials", "Send one Authorization header or one X-Api-Key header, not several.");
        }

        var outcome = key.Count is 1
            ? await proof.ReadKeyAsync(key.ToString(), Context.RequestAborted)
            : await ReadBearerAsync(authorization);
        switch (outcome)
        {
            case ProofOutcome.Known { Caller: var caller }:
                Context.Features.Set(caller);
                return AuthenticateResult.Success(new AuthenticationTicket(Principal(caller), SchemeName));
            case ProofOutcome.Stranger:
                return Refuse("unknown_person", "The token is good, and names nobody of this server: ask an owner to invite you, under the address that the token gives.");
            case ProofOutcome.IssuerAway away:
                Context.Features.Set(away);
                return Refuse("issuer_unavailable", "The issuer of this token does not answer, so the token cannot be checked now: try again after the time in the Retry-After header.");
            default:
                return Refuse("invalid_credentials", "The token or API key is not valid, or no longer: sign in again, or make another key.");
        }
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (Context.Features.Get<ProofOutcome.IssuerAway>() is { } away)
        {
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            Problems.SetRetryAfter(Context, away.Wait);
            return Task.CompletedTask;
        }

        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.Append(
            HeaderNames.WWWAuthenticate,
            Context.Features.Get<ProblemHint>() is null
                ? "Bearer realm=\"reconvene\""
                : "Bearer realm=\"reconvene\", error=\"invalid_token\"");
        return Task.CompletedTask;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status403Forbidden;
        if (IsForOperators(Context))
        {
            Context.Features.Set(new ProblemHint(
                "operators_only", "Only those who run this server may do this: ask an operator, or use an operator's key with the scope manage."));
        }
        else if (Context.Features.Get<Caller>() is { KeyScope: not null })
        {
            Context.Features.Set(new ProblemHint(
                "forbidden", "This API key does not reach that far: use one with a wider scope, of a person whose role allows it."));
        }

        return Task.CompletedTask;
    }

    private static bool IsForOperators(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(asked => asked.Policy is Policies.Operator) is true;

    private static ClaimsPrincipal Principal(Caller caller)
    {
        var identity = new ClaimsIdentity(
            [
                new(ClaimTypes.NameIdentifier, caller.User.Value.ToString(CultureInfo.InvariantCulture)),
                new(ClaimTypes.Role, Policies.Of(caller.Role)),
            ],
            SchemeName);
        if (caller.IsOperator)
        {
            identity.AddClaim(new(ClaimTypes.Role, Policies.Operator));
        }

        return new ClaimsPrincipal(identity);
    }

    private async Task<ProofOutcome> ReadBearerAsync(StringValues authorization)
    {
        var text = authorization.ToString();
        return text.StartsWith(BearerStart, StringComparison.OrdinalIgnoreCase)
            ? await proof.ReadAsync(text[BearerStart.Length..].Trim(), Context.RequestAborted)
            : new ProofOutcome.Refused();
    }

    private AuthenticateResult Refuse(string code, string detail)
    {
        Context.Features.Set(new ProblemHint(code, detail));
        return AuthenticateResult.Fail(code);
    }
}
