using Microsoft.AspNetCore.Http.HttpResults;
using Reconvene.Client.Connections;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Pages.Frame;
using Reconvene.Server.Pages.Sessions;

namespace Reconvene.Server.Pages.OneConnection;

internal static class ReconnectEndpoints
{
    private const string Route = "/connections/{id:long}/reconnect";

    public static void MapReconnect(this RouteGroupBuilder pages)
    {
        pages.MapGet(Route, Show).RequireAuthorization(PagePolicies.Editor);
        pages.MapPost(Route, Send).RequireAuthorization(PagePolicies.Editor);
    }

    /// <summary>Says what reconnecting does: a new consent, or a new client secret.</summary>
    internal static async Task<Results<PageResult, StatusCodeHttpResult>> Show(
        long id, Caller caller, ConnectionQueries connections, ReadConnection read, CancellationToken cancellation)
    {
        if (await connections.FindViewAsync(caller.Tenant, new(id), cancellation) is not { } view)
        {
            return TypedResults.StatusCode(StatusCodes.Status404NotFound);
        }

        return (await read.JudgeAsync(caller, view, cancellation)).Reconnect
            ? Page(new(view))
            : TypedResults.StatusCode(StatusCodes.Status403Forbidden);
    }

    /// <summary>Begins the consent anew in this browser, or takes the new client secret.</summary>
    internal static async Task<Results<PageResult, SeeOther, StatusCodeHttpResult>> Send(
        long id, PageForm form, Caller caller, ConnectionQueries connections, ReadConnection read, ConsentAgain again,
        ChangeConnection change, CancellationToken cancellation)
    {
        if (await connections.FindViewAsync(caller.Tenant, new(id), cancellation) is not { } view)
        {
            return TypedResults.StatusCode(StatusCodes.Status404NotFound);
        }

        if (!(await read.JudgeAsync(caller, view, cancellation)).Reconnect)
        {
            return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        }

        if (view.Type is GrantKind.User)
        {
            return await again.RunAsync(caller, view, cancellation);
        }

        // An empty field changes nothing at the API; here it is what the form is for.
        var request = new ChangeCredentialRequest { ClientSecret = form.Optional("client_secret") ?? "" };
        if (CredentialRules.Judge(request).Count > 0)
        {
            return Page(new(view, IsWrong: true), StatusCodes.Status422UnprocessableEntity);
        }

        await change.RunAsync(caller, new(id), request, cancellation);
        return new SeeOther($"{OneConnectionEndpoints.PathOf(new(id))}?said=secret_kept");
    }

    public static PageResult Page(ReconnectView view, int status = StatusCodes.Status200OK) =>
        PageResult.Of<ReconnectPage, ReconnectView>(view, status);
}
