using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Reconvene.Client.ZoomApps;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.ZoomApps;

internal static class ZoomAppsEndpoints
{
    private const string Path = "/api/v1/zoom-apps";

    public static void Map(WebApplication app)
    {
        var apps = app.MapGroup(Path).WithTags("Zoom apps").RequireAuthorization(Policies.Owner);
        apps.MapGet("/", List).WithName("ListZoomApps");
        apps.MapPost("/", Make).WithName("MakeZoomApp");
        apps.MapGet("/{id:long}", Get).WithName("GetZoomApp");
        apps.MapPatch("/{id:long}", Change).WithName("ChangeZoomApp");
        apps.MapDelete("/{id:long}", Remove).WithName("RemoveZoomApp");
    }

    /// <summary>Lists the Zoom apps whose events and connections this server takes.</summary>
    internal static async Task<Results<Ok<Page<ZoomAppView>>, ProblemHttpResult>> List(
        int? limit, string? cursor, Caller caller, ZoomAppQueries queries, ZoomAppViews views, CancellationToken cancellation)
    {
        if (PageRequest.Read(limit, cursor, out var errors) is not { } request)
        {
            return Problems.Invalid(errors);
        }

        var page = request.Cut(await queries.ListAsync(caller.Tenant, request, cancellation), row => (row.Id.Value, row.Id.Value));
        var items = new List<ZoomAppView>(page.Items.Count);
        foreach (var row in page.Items)
        {
            items.Add(await views.OfAsync(row, cancellation));
        }

        return TypedResults.Ok(new Page<ZoomAppView>(items, page.NextCursor));
    }

    /// <summary>Reads one Zoom app.</summary>
    internal static async Task<Results<Ok<ZoomAppView>, ProblemHttpResult>> Get(
        long id, Caller caller, ZoomAppQueries queries, ZoomAppViews views, CancellationToken cancellation) =>
        await queries.FindAsync(caller.Tenant, new(id), cancellation) is { } row
            ? TypedResults.Ok(await views.OfAsync(row, cancellation))
            : Missing(id);

    /// <summary>Makes a Zoom app; its name becomes the end of its webhook address.</summary>
    internal static async Task<Results<Created<ZoomAppView>, ProblemHttpResult>> Make(
        ZoomAppRequest request, Caller caller, SaveZoomApp save, CancellationToken cancellation)
    {
        var members = new ZoomAppMembers(
            request.Name, request.ClientId, request.ClientSecret, request.RedirectUri, request.WebhookSecrets);
        return await save.MakeAsync(caller.Tenant, members, cancellation) switch
        {
            ZoomAppOutcome.Saved saved => TypedResults.Created($"{Path}/{saved.App.Id}", saved.App),
            var refused => Refusal(refused, 0),
        };
    }

    /// <summary>Changes a Zoom app; what is left out stays. Several webhook secrets may stand side by side while one replaces another.</summary>
    internal static async Task<Results<Ok<ZoomAppView>, ProblemHttpResult>> Change(
        long id, ZoomAppChange change, Caller caller, SaveZoomApp save, CancellationToken cancellation)
    {
        var members = new ZoomAppMembers(
            change.Name, change.ClientId, change.ClientSecret, change.RedirectUri, change.WebhookSecrets);
        return await save.ChangeAsync(caller.Tenant, new(id), members, cancellation) switch
        {
            ZoomAppOutcome.Saved saved => TypedResults.Ok(saved.App),
            var refused => Refusal(refused, id),
        };
    }

    /// <summary>Removes a Zoom app that no connection uses.</summary>
    internal static async Task<Results<NoContent, ProblemHttpResult>> Remove(
        long id, Caller caller, RemoveZoomApp remove, CancellationToken cancellation) =>
        await remove.RunAsync(caller.Tenant, new(id), cancellation) switch
        {
            ZoomAppOutcome.Removed => TypedResults.NoContent(),
            var refused => Refusal(refused, id),
        };

    private static ProblemHttpResult Refusal(ZoomAppOutcome outcome, long id) => outcome switch
    {
        ZoomAppOutcome.NotFound => Missing(id),
        ZoomAppOutcome.Invalid invalid => Problems.Invalid(invalid.Errors),
        ZoomAppOutcome.Conflict conflict => Problems.Conflict(conflict.Code, conflict.Detail),
        _ => throw new UnreachableException(),
    };

    private static ProblemHttpResult Missing(long id) => Problems.NotFound("Zoom app", id);
}
