using Microsoft.AspNetCore.Http.HttpResults;
using Reconvene.Server.Accounts;
using Reconvene.Server.Deliverables;
using Reconvene.Server.Deliverables.Rendering;
using Reconvene.Server.Pages.Sessions;
using Reconvene.Server.Platform.Http;
using Reconvene.Server.Recordings;
using Reconvene.Server.Transcripts;

namespace Reconvene.Server.Pages.OneRecording;

/// <summary>
/// What a browser plays, shows and saves of a recording. The API takes no cookie, so the same handlers stand here once more,
/// behind a session.
/// </summary>
internal static class ContentEndpoints
{
    public static void MapRecordingContent(this RouteGroupBuilder pages)
    {
        var content = pages.MapGroup("").RequireAuthorization(PagePolicies.Viewer).AddEndpointFilter(KeepAtHomeAsync);
        content.MapGet("/recordings/{id:long}/media/{file_id:long}", RecordingEndpoints.Content);
        content.MapGet("/recordings/{id:long}/transcript.{format}", TranscriptEndpoints.Get);
        content.MapGet("/deliverables/{id:long}.{format}", DeliverableEndpoints.GetFile);
        content.MapGet("/deliverables/{id:long}/versions/{version:int}.{format}", Version);
    }

    /// <summary>What a deliverable was before, in any of the formats.</summary>
    internal static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Version(
        long id,
        int version,
        string format,
        Caller caller,
        DeliverableQueries queries,
        RenderDeliverable render,
        HttpContext http,
        CancellationToken cancellation)
    {
        if (DeliverableFormat.Find(format) is not { } written
            || await queries.FindAsync(caller.Tenant, new(id), cancellation) is not { } view
            || await queries.VersionAsync(caller.Tenant, new(id), version, cancellation) is not { } document)
        {
            return Problems.NotFound($"version {version} of deliverable", id);
        }

        var made = (await queries.VersionsAsync(caller.Tenant, new(id), cancellation)).FirstOrDefault(one => one.Version == version);
        var earlier = view with { Document = document, Version = version, UpdatedAt = made?.MadeAt ?? view.UpdatedAt };
        return await DeliverableEndpoints.WriteAsync(earlier, written, caller, render, http, cancellation);
    }

    /// <summary>A browser sends the session's cookie for a neighbour's page too: that page is to have none of it.</summary>
    private static ValueTask<object?> KeepAtHomeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return next(context);
    }
}
