using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Pages.Frame;
using Reconvene.Server.Pages.Sessions;
using Reconvene.Server.Platform.Http;
using Reconvene.Server.Recordings;

namespace Reconvene.Server.Pages.Gathered;

internal static class GatheredEndpoints
{
    private const string Path = "/recordings";

    public static void MapGathered(this RouteGroupBuilder pages) =>
        pages.MapGet(Path, Show).RequireAuthorization(PagePolicies.Viewer);

    /// <summary>What was gathered, of one connection or of all.</summary>
    internal static async Task<Results<PageResult, StatusCodeHttpResult>> Show(
        long? connection,
        string? cursor,
        Caller caller,
        ConnectionQueries connections,
        RecordingQueries recordings,
        CancellationToken cancellation)
    {
        if (PageRequest.Read(null, cursor, out _) is not { } page)
        {
            return NotFound();
        }

        ConnectionId? id = connection is null ? null : new(connection.Value);
        var from = id is null ? null : await connections.FindAsync(caller.Tenant, id.Value, cancellation);
        if (id is not null && from is null)
        {
            return NotFound();
        }

        var found = await recordings.ListAsync(caller.Tenant, new(null, id, null, null), page, cancellation);
        return PageResult.Of<GatheredPage, GatheredView>(new(found.Items, from?.AccountName, Next(id, found.NextCursor)));
    }

    private static StatusCodeHttpResult NotFound() => TypedResults.StatusCode(StatusCodes.Status404NotFound);

    private static string? Next(ConnectionId? connection, string? cursor) => (connection, cursor) switch
    {
        (_, null) => null,
        (null, _) => $"{Path}?cursor={cursor}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{Path}?connection={connection.Value.Value}&cursor={cursor}"),
    };
}
