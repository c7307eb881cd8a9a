using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Reconvene.Server.Platform.Http;

/// <summary>
/// Every route asks for a sign-in unless it says otherwise; an address without a route, or a method that it does not
/// take, is told so (404, 405, 415) instead of being asked to sign in first.
/// </summary>
internal sealed class RoutesAloneAreGuarded : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _guard = new();

    public Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        ArgumentNullException.ThrowIfNull(next);
        ArgumentNullException.ThrowIfNull(context);
        return context.GetEndpoint() is RouteEndpoint
            ? _guard.HandleAsync(next, context, policy, authorizeResult)
            : next(context);
    }
}
