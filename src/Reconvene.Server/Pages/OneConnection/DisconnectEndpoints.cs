using Microsoft.AspNetCore.Http.HttpResults;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Connections.Removal;
using Reconvene.Server.Pages.Frame;
using Reconvene.Server.Pages.Home;
using Reconvene.Server.Pages.Sessions;
using Reconvene.Server.Platform.Audit;

namespace Reconvene.Server.Pages.OneConnection;

internal static class DisconnectEndpoints
{
    private const string Route = "/connections/{id:long}/disconnect";

    public static void MapDisconnect(this RouteGroupBuilder pages)
    {
        pages.MapGet(Route, Show).RequireAuthorization(PagePolicies.Editor);
        pages.MapPost(Route, Send).RequireAuthorization(PagePolicies.Editor);
    }

    /// <summary>Says what goes with a connection.</summary>
    internal static async Task<Results<PageResult, StatusCodeHttpResult>> Show(
        long id, Caller caller, ConnectionQueries connections, ReadConnection read, CancellationToken cancellation)
    {
        if (await connections.FindViewAsync(caller.Tenant, new(id), cancellation) is not { } view)
        {
            return TypedResults.StatusCode(StatusCodes.Status404NotFound);
        }

        return (await read.JudgeAsync(caller, view, cancellation)).Disconnect
            ? Page(new(view, await connections.UseAsync(caller.Tenant, new(id), cancellation)))
            : TypedResults.StatusCode(StatusCodes.Status403Forbidden);
    }

    /// <summary>Removes the connection with all that rests on it, when the person has confirmed that.</summary>
    internal static async Task<Results<PageResult, SeeOther, StatusCodeHttpResult>> Send(
        long id, PageForm form, Caller caller, ConnectionQueries connections, ReadConnection read, RemoveConnection remove,
        CancellationToken cancellation)
    {
        if (await connections.FindViewAsync(caller.Tenant, new(id), cancellation) is not { } view)
        {
            return TypedResults.StatusCode(StatusCodes.Status404NotFound);
        }

        if (!(await read.JudgeAsync(caller, view, cancellation)).Disconnect)
        {
            return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        }

        if (form["confirm"] is not "yes")
        {
            var use = await connections.UseAsync(caller.Tenant, new(id), cancellation);
            return Page(new(view, use, IsUnconfirmed: true), StatusCodes.Status422UnprocessableEntity);
        }

        return await remove.RunAsync(caller.Tenant, new(id), force: true, AuditActor.Of(caller), cancellation) is RemovedConnection.Yes
            ? new SeeOther($"{ReturnPath.Home}?{HomeEndpoints.Said}={HomeEndpoints.Disconnected}")
            : TypedResults.StatusCode(StatusCodes.Status404NotFound);
    }

    private static PageResult Page(DisconnectView view, int status = StatusCodes.Status200OK) =>
        PageResult.Of<DisconnectPage, DisconnectView>(view, status);
}
