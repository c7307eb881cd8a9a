using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Reconvene.Client.Deliverables;
using Reconvene.Client.Recordings;
using Reconvene.Server.Accounts;
using Reconvene.Server.Deliverables.Rendering;
using Reconvene.Server.Deliverables.Rendering.Pdf;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Deliverables;

internal static class DeliverableEndpoints
{
    private static readonly TimeSpan WhenBusy = TimeSpan.FromSeconds(5);

    public static void MapDeliverableEndpoints(this IEndpointRouteBuilder app)
    {
        var deliverables = app.MapGroup("/api/v1/deliverables").WithTags("Deliverables").RequireAuthorization(Policies.Viewer);
        deliverables.MapGet("/", List).WithName("ListDeliverables").WithSummary("All deliverables, newest first.");
        deliverables.MapGet("/{id:long}", Get).WithName("GetDeliverable").WithSummary("One deliverable with its text.");
        deliverables.MapGet("/{id:long}.{format}", GetFile).WithName("GetDeliverableFile").WithSummary("One deliverable as json, md, html, pdf or docx.");
        deliverables.MapGet("/{id:long}/versions", Versions).WithName("ListDeliverableVersions").WithSummary("What it was each time it was made.");
        deliverables.MapGet("/{id:long}/versions/{version:int}", Version).WithName("GetDeliverableVersion").WithSummary("An earlier text.");
        deliverables.MapPost("/{id:long}/regenerate", Regenerate).WithName("RegenerateDeliverable").RequireAuthorization(Policies.Editor)
            .WithSummary("Has it made anew, though nothing has changed; what it was stays as an earlier version.");
        deliverables.MapDelete("/{id:long}", Remove).WithName("RemoveDeliverable").RequireAuthorization(Policies.Editor)
            .WithSummary("Removes it with all its versions; it is made again when the recording is processed because somebody asks.");
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

    internal static async Task<Results<Accepted<TaskStarted>, ProblemHttpResult>> Regenerate(
        long id, Caller caller, RegenerateDeliverable regenerate, CancellationToken cancellation) =>
        await regenerate.RunAsync(caller.Tenant, new DeliverableId(id), cancellation) switch
        {
            RegenerateOutcome.Begun(var job) => TypedResults.Accepted($"/api/v1/tasks/{job}", new TaskStarted { TaskId = job.ToString() }),
            RegenerateOutcome.Missing => Problems.NotFound("deliverable", id),
            RegenerateOutcome.TemplateGone(var template) => Problems.Conflict(
                "template_gone", $"The template {template}, by which it was made, was removed: make one of this name again, or remove the deliverable."),
            _ => throw new UnreachableException(),
        };

    internal static async Task<Results<NoContent, ProblemHttpResult>> Remove(
        long id, Caller caller, RemoveDeliverable remove, CancellationToken cancellation) =>
        await remove.RunAsync(caller, new DeliverableId(id), cancellation) ? TypedResults.NoContent() : Problems.NotFound("deliverable", id);

    internal static async Task<Results<FileContentHttpResult, ProblemHttpResult>> GetFile(
        long id,
        string format,
        Caller caller,
        DeliverableQueries queries,
        RenderDeliverable render,
        HttpContext http,
        CancellationToken cancellation)
    {
        if (DeliverableFormat.Find(format) is not { } written)
        {
            return Problems.Make(
                StatusCodes.Status404NotFound, "unknown_format", $"A deliverable is written as {DeliverableFormat.Names}: ask for one of them.");
        }

        return await queries.FindAsync(caller.Tenant, new DeliverableId(id), cancellation) is { } view
            ? await WriteAsync(view, written, caller, render, http, cancellation)
            : Problems.NotFound("deliverable", id);
    }

    /// <summary>Answers with a text in one format, be it the present one or an earlier version.</summary>
    internal static async Task<Results<FileContentHttpResult, ProblemHttpResult>> WriteAsync(
        DeliverableView view, DeliverableFormat written, Caller caller, RenderDeliverable render, HttpContext http, CancellationToken cancellation)
    {
        switch (await render.RunAsync(caller.Tenant, view, written, cancellation))
        {
            case RenderedDeliverable.File file:
                SetHeaders(http.Response.Headers, file, written.IsShown);
                return TypedResults.Bytes(file.Bytes, written.ContentType);
            case RenderedDeliverable.NoPdf { Outcome: var outcome }:
                return NoPdf(http, outcome);
            default:
                throw new UnreachableException();
        }
    }

    private static void SetHeaders(IHeaderDictionary headers, RenderedDeliverable.File file, bool isShown)
    {
        // Both names of RFC 6266: one in ASCII for old readers, one as it is.
        var disposition = new ContentDispositionHeaderValue(isShown ? "inline" : "attachment");
        disposition.SetHttpFileName(file.FileName);
        headers.ContentDisposition = disposition.ToString();
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = file.Policy;
        headers["Referrer-Policy"] = "no-referrer";
    }

    private static ProblemHttpResult NoPdf(HttpContext http, PdfOutcome outcome)
    {
        switch (outcome)
        {
            case PdfOutcome.Unavailable unavailable:
                return Problems.Unavailable("pdf_unavailable", unavailable.Reason);
            case PdfOutcome.Failed failed:
                return Problems.Unavailable("pdf_failed", failed.Reason);
            case PdfOutcome.Busy:
                Problems.SetRetryAfter(http, WhenBusy);
                return Problems.Unavailable("pdf_busy", "Other PDFs are being made just now: ask again in a moment.");
            default:
                throw new UnreachableException();
        }
    }
}
