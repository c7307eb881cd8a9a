using Microsoft.AspNetCore.Http.HttpResults;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Http;
using Reconvene.Server.Transcripts.Formats;

namespace Reconvene.Server.Transcripts;

internal static class TranscriptEndpoints
{
    public static void MapTranscriptEndpoints(this IEndpointRouteBuilder app)
    {
        var recordings = app.MapGroup("/api/v1/recordings").WithTags("Transcripts").RequireAuthorization(Policies.Viewer);
        recordings.MapGet("/{id:long}/transcript.{format}", Get).WithName("GetTranscript")
            .WithSummary("What was said, as vtt, srt, txt, json or md.");
    }

    internal static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> Get(
        long id, string format, Caller caller, TranscriptQueries queries, HttpContext http, CancellationToken cancellation)
    {
        if (TranscriptFormat.Find(format) is not { } written)
        {
            return Problems.Make(
                StatusCodes.Status404NotFound,
                "unknown_format",
                "A transcript is written as vtt, srt, txt, json or md: ask for one of them.");
        }

        if (await queries.FindAsync(caller.Tenant, new RecordingId(id), cancellation) is not { } head)
        {
            return Problems.NotFound("transcript of recording", id);
        }

        http.Response.Headers.XContentTypeOptions = "nosniff";
        var segments = queries.SegmentsAsync(caller.Tenant, head.Id, cancellation);
        return TypedResults.Stream(stream => written.WriteAsync(stream, head, segments, http.RequestAborted), written.ContentType);
    }
}
