using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Reconvene.Client.Alerts;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Pages.Frame;
using Reconvene.Server.Pages.OneConnection;
using Reconvene.Server.Pages.Sessions;
using Reconvene.Server.Platform.Alerts;
using Reconvene.Server.Platform.Http;
using Reconvene.Server.Sources;

namespace Reconvene.Server.Pages.Home;

internal static class HomeEndpoints
{
    /// <summary>Field that tells where a sync was asked for.</summary>
    public const string From = "from";

    public const string FromConnection = "connection";

    /// <summary>Parameter that tells what has just happened.</summary>
    public const string Said = "said";

    public const string Disconnected = "disconnected";

    public static void MapHome(this RouteGroupBuilder pages)
    {
        pages.MapGet(ReturnPath.Home, Show).RequireAuthorization(PagePolicies.Viewer);
        pages.MapPost("/sources/{id:long}/sync", Sync).RequireAuthorization(PagePolicies.Editor);
    }

    /// <summary>The connections with their sources, and what was gathered through each.</summary>
    internal static async Task<PageResult> Show(
        [FromQuery(Name = "synced")] string? synced,
        [FromQuery(Name = Said)] string? said,
        Caller caller,
        ConnectionQueries connections,
        SourceQueries sources,
        HomeQueries counts,
        AlertQueries alerts,
        CancellationToken cancellation)
    {
        var ours = await WholeList.ReadAsync(page => connections.ListAsync(caller.Tenant, page, cancellation));
        var theirs = await WholeList.ReadAsync(page => sources.ListAsync(caller.Tenant, page, cancellation));
        var byConnection = theirs.ToLookup(source => source.CredentialId);
        var gathered = (await counts.CountAsync(caller.Tenant, cancellation)).ToDictionary(count => count.ConnectionId);
        return PageResult.Of<HomePage, HomeView>(new(
            [.. ours.Select(one => new HomeConnection(
                one, [.. byConnection[one.Id]], gathered.GetValueOrDefault(one.Id, GatheredCount.None)))],
            await WholeList.ReadAsync(page => alerts.ListAsync(caller.Tenant, AlertState.Open, page, cancellation)),
            MayEdit: caller.Role is Role.Owner or Role.Editor,
            Started: theirs.FirstOrDefault(source => Text(source.Id) == synced)?.Name,
            IsDisconnected: said is Disconnected));
    }

    /// <summary>Starts a sync of the usual days, and leads back to where it was asked for; one that is under way is joined.</summary>
    internal static async Task<Results<SeeOther, StatusCodeHttpResult>> Sync(
        long id, PageForm form, Caller caller, SourceQueries sources, StartSync start, TimeProvider time,
        CancellationToken cancellation)
    {
        if (await sources.FindAsync(caller.Tenant, new(id), cancellation) is not { IsActive: true } source)
        {
            return TypedResults.StatusCode(StatusCodes.Status404NotFound);
        }

        var days = new DayRange(null, null).Judge(time, SourceEndpoints.UsualDays, out _)!.Value;
        await start.RunAsync(source, days.From, days.To, cancellation);
        var page = form[From] is FromConnection ? OneConnectionEndpoints.PathOf(source.Connection) : ReturnPath.Home;
        return new SeeOther($"{page}?synced={Text(id)}");
    }

    private static string Text(long id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
