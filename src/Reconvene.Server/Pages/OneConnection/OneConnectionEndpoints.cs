using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Pages.Frame;
using Reconvene.Server.Pages.Language;
using Reconvene.Server.Pages.Sessions;

namespace Reconvene.Server.Pages.OneConnection;

internal static class OneConnectionEndpoints
{
    /// <summary>What this page can be told that has just happened; anything else it is told says nothing.</summary>
    private static readonly HashSet<string> Sayings = new(StringComparer.Ordinal)
    {
        "made", "secret_kept", "source_added", "zoom_connected", "zoom_declined", "zoom_failed",
    };

    public static void MapOneConnection(this RouteGroupBuilder pages)
    {
        pages.MapGet("/connections/{id:long}", Show).RequireAuthorization(PagePolicies.Viewer);
        pages.MapPost("/connections/{id:long}/sources", AddSource).RequireAuthorization(PagePolicies.Editor);
    }

    public static string PathOf(ConnectionId id) => string.Create(CultureInfo.InvariantCulture, $"/connections/{id.Value}");

    /// <summary>How a connection stands, and what was gathered through it.</summary>
    internal static async Task<Results<PageResult, StatusCodeHttpResult>> Show(
        long id,
        [FromQuery(Name = "said")] string? said,
        [FromQuery(Name = "zoom")] string? zoom,
        [FromQuery(Name = "synced")] string? synced,
        Caller caller,
        ReadConnection read,
        CancellationToken cancellation)
    {
        if (await read.RunAsync(caller, new(id), cancellation) is not { } view)
        {
            return TypedResults.StatusCode(StatusCodes.Status404NotFound);
        }

        var told = zoom is null ? said : $"zoom_{zoom}";
        return PageResult.Of<ConnectionPage, OneConnectionView>(view with
        {
            Said = told is not null && Sayings.Contains(told) ? told : null,
            Started = view.Sources.FirstOrDefault(source => source.Id.ToString(CultureInfo.InvariantCulture) == synced)?.Name,
        });
    }

    /// <summary>Adds the source that takes everything; one that is there already is enough.</summary>
    internal static async Task<Results<SeeOther, StatusCodeHttpResult>> AddSource(
        long id, HttpContext context, Caller caller, ConnectionQueries connections, AddWholeSource add,
        CancellationToken cancellation)
    {
        if (await connections.FindAsync(caller.Tenant, new(id), cancellation) is not { } connection)
        {
            return TypedResults.StatusCode(StatusCodes.Status404NotFound);
        }

        var name = new Words(PageLanguage.Of(context))[connection.IsOfOneUser ? "source.whole.mine" : "source.whole.account"];
        return await add.RunAsync(connection, name, cancellation)
            ? new SeeOther($"{PathOf(connection.Id)}?said=source_added")
            : TypedResults.StatusCode(StatusCodes.Status404NotFound);
    }
}
