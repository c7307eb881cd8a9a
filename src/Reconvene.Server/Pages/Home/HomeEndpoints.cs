using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Reconvene.Client.Connections;
using Reconvene.Client.Sources;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Pages.Frame;
using Reconvene.Server.Pages.Sessions;
using Reconvene.Server.Platform.Http;
using Reconvene.Server.Sources;

namespace Reconvene.Server.Pages.Home;

internal static class HomeEndpoints
{
    public static void MapHome(this RouteGroupBuilder pages)
    {
        pages.MapGet(ReturnPath.Home, Show).RequireAuthorization(PagePolicies.Viewer);
        pages.MapPost("/sources/{id:long}/sync", Sync).RequireAuthorization(PagePolicies.Editor);
    }

    /// <summary>The connections with their sources, and what was gathered through each.</summary>
    internal static async Task<PageResult> Show(
        [FromQuery(Name = "synced")] string? synced,
        Caller caller,
        ConnectionQueries connections,
        SourceQueries sources,
        HomeQueries counts,
        CancellationToken cancellation)
    {
        var all = new PageRequest(PageRequest.LargestLimit, null, null);
        var ours = await connections.ListAsync(caller.Tenant, all, cancellation);
        var theirs = await sources.ListAsync(caller.Tenant, all, cancellation);
        var gathered = (await counts.CountAsync(caller.Tenant, cancellation)).ToDictionary(count => count.ConnectionId);
        return PageResult.Of<HomePage, HomeView>(new(
            [.. ours.Items.Select(one => Of(one, theirs.Items, gathered))],
            MayManage: caller.Role is Role.Owner,
            MaySync: caller.Role is Role.Owner or Role.Editor,
            Started: theirs.Items.FirstOrDefault(source => Text(source.Id) == synced)?.Name));
    }

    /// <summary>Starts a sync of the usual days; one that is under way is joined.</summary>
    internal static async Task<Results<SeeOther, StatusCodeHttpResult>> Sync(
        long id, Caller caller, SourceQueries sources, StartSync start, TimeProvider time, CancellationToken cancellation)
    {
        if (await sources.FindAsync(caller.Tenant, new(id), cancellation) is not { IsActive: true } source)
        {
            return TypedResults.StatusCode(StatusCodes.Status404NotFound);
        }

        var days = new DayRange(null, null).Judge(time, SourceEndpoints.UsualDays, out _)!.Value;
        await start.RunAsync(source, days.From, days.To, cancellation);
        return new SeeOther($"{ReturnPath.Home}?synced={Text(id)}");
    }

    private static HomeConnection Of(
        CredentialView one, IReadOnlyList<SourceView> sources, Dictionary<long, GatheredCount> gathered) => new(
            one,
            [.. sources.Where(source => source.CredentialId == one.Id)],
            gathered.GetValueOrDefault(one.Id, GatheredCount.None));

    private static string Text(long id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
