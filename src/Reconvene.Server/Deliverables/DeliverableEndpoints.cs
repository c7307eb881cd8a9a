using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Reconvene.Client.Deliverables;
using Reconvene.Server.Accounts;
using Reconvene.Server.Deliverables.Rendering;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Deliverables;

internal static class DeliverableEndpoints
{
    public static void MapDeliverableEndpoints(this IEndpointRouteBuilder app)
    {
        var deliverables = app.MapGroup("/api/v1/deliverables").WithTags("Deliverables").RequireAuthorization(Policies.Viewer);
        deliverables.MapGet("/", List).WithName("ListDeliverables").WithSummary("All deliverables, newest first.");
        deliverables.MapGet("/{id:long}", Get).WithName("GetDeliverable").WithSummary("One deliverable with its text.");
        deliverables.MapGet("/{id:long}.{format}", GetFile).WithName("GetDeliverableFile").WithSummary("One deliverable as json, md or html.");
        deliverables.MapGet("/{id:long}/versions", Versions).WithName("ListDeliverableVersions").WithSummary("What it was each time it was made.");
        deliverables.MapGet("/{id:long}/versions/{version:int}", Version).WithName("GetDeliverableVersion").WithSummary("An earlier text.");
        app.MapGet("/api/v1/recordings/{id:long}/deliverables", OfRecording).WithTags("Deliverables")
            .RequireAuthorization(Policies.Viewer).WithName("ListDeliverablesOfRecording").WithSummary("What was made of one recording.");
    }

    internal static async Task<Results<Ok<Page<DeliverableSummaryView>>, ProblemHttpResult>> List(
        int? limit, string? cursor, Caller caller, DeliverableQueries queries, CancellationToken cancellation) =>
        PageRequest.Read(limit, cursor, out var errors) is { } page
            ? TypedResults.Ok(await queries.ListAsync(caller.Tenant, page, cancellation))
            : Problems.Invalid(errors);

    internal static async Task<Results<Ok<DeliverableView>, ProblemHttpResult>> Get(
        long id, Caller caller, DeliverableQueries queries, CancellationToken cancellation) =>
        await queries.FindAsync(caller.Tenant, new DeliverableId(id), cancellation) is { } view
            ? TypedResults.Ok(view)
            : Problems.NotFound("deliverable", id);

    internal static async Task<Results<Ok<Page<DeliverableVersionView>>, ProblemHttpResult>> Versions(
        long id, Caller caller, DeliverableQueries queries, CancellationToken cancellation) =>
        await queries.VersionsAsync(caller.Tenant, new DeliverableId(id), cancellation) is { Count: > 0 } versions
            ? TypedResults.Ok(new Page<DeliverableVersionView>(versions, null))
            : Problems.NotFound("deliverable", id);

    internal static async Task<Results<Ok<DeliverableDocument>, ProblemHttpResult>> Version(
        long id, int version, Caller caller, DeliverableQueries queries, CancellationToken cancellation) =>
        await queries.VersionAsync(caller.Tenant, new DeliverableId(id), version, cancellation) is { } document
            ? TypedResults.Ok(document)
            : Problems.NotFound($"version {version} of deliverable", id);

    internal static async Task<Results<Ok<Page<DeliverableSummaryView>>, ProblemHttpResult>> OfRecording(
        long id, Caller caller, DeliverableQueries queries, CancellationToken cancellation) =>
        await queries.HasRecordingAsync(caller.Tenant, new RecordingId(id), cancellation)
            ? TypedResults.Ok(new Page<DeliverableSummaryView>(
                await queries.OfRecordingAsync(caller.Tenant, new RecordingId(id), cancellation), null))
            : Problems.NotFound("recording", id);

    internal static async Task<Results<ContentHttpResult, ProblemHttpResult>> GetFile(
        long id, string format, Caller caller, DeliverableQueries queries, HttpContext http, CancellationToken cancellation)
    {
        if (DeliverableFormat.Find(format) is not { } written)
        {
            return Problems.Make(
                StatusCodes.Status404NotFound, "unknown_format", "A deliverable is written as json, md or html: ask for one of them.");
        }

        if (await queries.FindAsync(caller.Tenant, new DeliverableId(id), cancellation) is not { } view)
        {
            return Problems.NotFound("deliverable", id);
        }

        var disposition = new ContentDispositionHeaderValue("inline");
        disposition.SetHttpFileName(FileName.Of(view.Document.Title, written.Extension));
        var headers = http.Response.Headers;
        headers.ContentDisposition = disposition.ToString();
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = HtmlStyle.ContentSecurityPolicy;
        headers["Referrer-Policy"] = "no-referrer";
        return TypedResults.Text(written.Write(view.Document), written.ContentType, Encoding.UTF8);
    }
}
