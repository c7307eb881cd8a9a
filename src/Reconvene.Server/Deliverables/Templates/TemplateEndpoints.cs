using Microsoft.AspNetCore.Http.HttpResults;
using Reconvene.Client.Deliverables;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Deliverables.Templates;

internal static class TemplateEndpoints
{
    private const int UsualMatches = 50;
    private const int MostMatches = 300;

    public static void MapTemplates(this IEndpointRouteBuilder app)
    {
        var templates = app.MapGroup("/api/v1/templates").WithTags("Templates");
        templates.MapGet("/", List).WithName("ListTemplates").RequireAuthorization(Policies.Viewer)
            .WithSummary("What is made of recordings; the built-in one first.");
        templates.MapPost("/", Make).WithName("MakeTemplate").RequireAuthorization(Policies.Editor).WithSummary("Makes a template.");
        templates.MapPost("/preview", Preview).WithName("PreviewTemplate").RequireAuthorization(Policies.Viewer)
            .WithSummary("Which recordings such a template would take. Nothing is kept.");
        templates.MapPost("/rematch", Rematch).WithName("RematchTemplates").RequireAuthorization(Policies.Editor)
            .WithSummary("Takes recordings through again that are not made as the rules now say.");
        templates.MapGet("/{name}", Get).WithName("GetTemplate").RequireAuthorization(Policies.Viewer).WithSummary("One template.");
        templates.MapPatch("/{name}", Change).WithName("ChangeTemplate").RequireAuthorization(Policies.Editor)
            .WithSummary("Changes a template; what it made before stays until it is made anew.");
        templates.MapDelete("/{name}", Remove).WithName("RemoveTemplate").RequireAuthorization(Policies.Editor)
            .WithSummary("Removes a template; what it made stays.");
        templates.MapGet("/{name}/matches", Matches).WithName("ListTemplateMatches").RequireAuthorization(Policies.Viewer)
            .WithSummary("Which recordings a template takes.");
    }

    internal static async Task<Ok<Page<TemplateView>>> List(Caller caller, TemplateQueries queries, CancellationToken cancellation) =>
        TypedResults.Ok(new Page<TemplateView>(
            [TemplateQueries.BuiltIn, .. (await queries.RowsAsync(caller.Tenant, cancellation)).Select(row => row.ToView())], null));

    internal static async Task<Results<Ok<TemplateView>, ProblemHttpResult>> Get(
        string name, Caller caller, TemplateQueries queries, CancellationToken cancellation) =>
        await FindAsync(name, caller, queries, cancellation) is { } view ? TypedResults.Ok(view) : Problems.NotFound("template", name);

    internal static async Task<Results<Created<TemplateView>, ProblemHttpResult>> Make(
        TemplateRequest request, Caller caller, SaveTemplate save, CancellationToken cancellation)
    {
        if (SaveTemplate.Judge(request, isNew: true) is { Count: > 0 } errors)
        {
            return Problems.Invalid(errors);
        }

        return await save.MakeAsync(caller, request, cancellation) is { } view
            ? TypedResults.Created($"/api/v1/templates/{view.Name}", view)
            : Problems.Conflict("template_exists", $"There is a template {request.Name} already, or there are a hundred: choose another name, or remove one.");
    }

    internal static async Task<Results<Ok<TemplateView>, ProblemHttpResult>> Change(
        string name, TemplateRequest request, Caller caller, SaveTemplate save, TemplateQueries queries, CancellationToken cancellation)
    {
        if (IsBuiltIn(name))
        {
            return NotChangeable();
        }

        if (SaveTemplate.Judge(request, isNew: false) is { Count: > 0 } errors)
        {
            return Problems.Invalid(errors);
        }

        if (await save.ChangeAsync(caller, name, request, cancellation))
        {
            return await FindAsync(name, caller, queries, cancellation) is { } view ? TypedResults.Ok(view) : Problems.NotFound("template", name);
        }

        return await queries.FindAsync(caller.Tenant, name, cancellation) is null
            ? Problems.NotFound("template", name)
            : Problems.Conflict("changed_meanwhile", $"Template '{name}' was changed by someone else just now: read it and try again.");
    }

    internal static async Task<Results<NoContent, ProblemHttpResult>> Remove(
        string name, Caller caller, SaveTemplate save, CancellationToken cancellation)
    {
        if (IsBuiltIn(name))
        {
            return NotChangeable();
        }

        return await save.RemoveAsync(caller, name, cancellation) ? TypedResults.NoContent() : Problems.NotFound("template", name);
    }

    internal static async Task<Results<Ok<TemplateMatches>, ProblemHttpResult>> Preview(
        TemplateRequest request, int? limit, Caller caller, RematchTemplates rematch, CancellationToken cancellation)
    {
        var errors = SaveTemplate.Judge(request with { Name = "preview", Title = "preview" }, isNew: true);
        return errors.Count > 0
            ? Problems.Invalid(errors)
            : TypedResults.Ok(await rematch.PreviewAsync(
                caller.Tenant, request, Math.Clamp(limit ?? UsualMatches, 1, MostMatches), cancellation));
    }

    internal static async Task<Results<Ok<TemplateMatches>, ProblemHttpResult>> Matches(
        string name, int? limit, Caller caller, TemplateQueries queries, RematchTemplates rematch, CancellationToken cancellation) =>
        await FindAsync(name, caller, queries, cancellation) is not null
            ? TypedResults.Ok(await rematch.MatchesAsync(
                caller.Tenant, name, Math.Clamp(limit ?? UsualMatches, 1, MostMatches), cancellation))
            : Problems.NotFound("template", name);

    internal static async Task<Accepted<TemplateRematch>> Rematch(
        Caller caller, RematchTemplates rematch, CancellationToken cancellation) =>
        TypedResults.Accepted((string?)null, new TemplateRematch { Started = await rematch.RunAsync(caller.Tenant, cancellation) });

    private static async Task<TemplateView?> FindAsync(
        string name, Caller caller, TemplateQueries queries, CancellationToken cancellation) =>
        IsBuiltIn(name) ? TemplateQueries.BuiltIn : (await queries.FindAsync(caller.Tenant, name, cancellation))?.ToView();

    private static bool IsBuiltIn(string name) => name == Template.Usual.Name;

    private static ProblemHttpResult NotChangeable() => Problems.Conflict(
        "template_built_in", $"The template {Template.Usual.Name} is always there as it is: make another one, which then takes its recordings.");
}
