using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reconvene.Server.Accounts;

namespace Reconvene.Server.Tests.Jobs;

/// <summary>Believes whoever the request says it is.</summary>
internal sealed class CallerByHeader(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "header";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!Request.Headers.TryGetValue("X-Tenant", out var tenant))
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var role = Request.Headers["X-Role"].ToString();
        Context.Features.Set(new Caller(
            new TenantId(long.Parse(tenant.ToString(), System.Globalization.CultureInfo.InvariantCulture)),
            new UserId(1),
            role is "editor" ? Role.Editor : Role.Viewer));
        var identity = new ClaimsIdentity([new Claim("role", role)], Scheme);
        return Task.FromResult(AuthenticateResult.Success(new(new ClaimsPrincipal(identity), Scheme)));
    }
}
