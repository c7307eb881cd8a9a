using Microsoft.AspNetCore.Http;
using Reconvene.Simulator.Zoom.Http;

namespace Reconvene.Simulator.Zoom.OAuth;

/// <summary>The page on which a user allows an app, or declines. It works without script.</summary>
internal sealed class AuthorizeEndpoints(SimulatorState state, Consent consent)
{
    public IEnumerable<Route> Routes =>
    [
        new("GET", "/oauth/authorize", AskAsync),
        new("POST", "/oauth/authorize", DecideAsync),
    ];

    private Task AskAsync(Call call)
    {
        var (request, error) = AuthorizeRequest.Read(call.Query, state.Apps);
        return request is null
            ? PageAsync(call, StatusCodes.Status400BadRequest, ConsentPage.Refusal(error!))
            : PageAsync(call, StatusCodes.Status200OK, ConsentPage.Question(
                request, state.Apps.ScopesOf(request.App), consent.Users(request.App), consent.SignedIn(request.App)));
    }

    private async Task DecideAsync(Call call)
    {
        var parameters = await call.ParametersAsync();
        var (request, error) = AuthorizeRequest.Read(parameters, state.Apps);
        var (callback, refusal) = (request, parameters("decision")) switch
        {
            (null, _) => (null, error),
            (_, "decline") => (request.Declined(), null),
            (_, "allow") => consent.Allow(request, parameters("user") ?? ""),
            _ => ((Uri?)null, OAuthError.WrongRequest("No decision: press Allow or Decline.")),
        };
        if (callback is null)
        {
            await PageAsync(call, StatusCodes.Status400BadRequest, ConsentPage.Refusal(refusal!));
            return;
        }

        call.Context.Response.Headers.Location = callback.OriginalString;
        call.Context.Response.Headers.CacheControl = "no-store";
        call.Empty(StatusCodes.Status302Found);
    }

    private static Task PageAsync(Call call, int status, string page)
    {
        var headers = call.Context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
        return call.TextAsync(status, "text/html;charset=UTF-8", page);
    }
}
