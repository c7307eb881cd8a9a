using Microsoft.AspNetCore.Http.HttpResults;
using Reconvene.Client.Recordings;
using Reconvene.Client.Transcripts;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Http;
using Reconvene.Server.Transcripts.Formats;
using Reconvene.Server.Transcripts.Quality;
using Reconvene.Server.Transcripts.Recognition;
using Reconvene.Server.Transcripts.Speakers;

namespace Reconvene.Server.Transcripts;

internal static class TranscriptEndpoints
{
    public static void MapTranscriptEndpoints(this IEndpointRouteBuilder app)
    {
        var recordings = app.MapGroup("/api/v1/recordings").WithTags("Transcripts").RequireAuthorization(Policies.Viewer);
        recordings.MapGet("/{id:long}/transcript.{format}", Get).WithName("GetTranscript")
            .WithSummary("What was said, as vtt, srt, txt, json or md.");
        recordings.MapGet("/{id:long}/transcript", GetState).WithName("GetTranscriptState")
            .WithSummary("Where the transcript comes from, who speaks, and whether it is believed.");
        recordings.MapPost("/{id:long}/transcript/accept", Accept).WithName("AcceptTranscript").RequireAuthorization(Policies.Editor)
            .WithSummary("Takes a transcript that the gate stops, after a look at it, and makes of it what is wanted.");
        recordings.MapDelete("/{id:long}/transcript/accept", Withdraw).WithName("WithdrawTranscript").RequireAuthorization(Policies.Editor)
            .WithSummary("Takes that back.");
        recordings.MapPost("/{id:long}/transcript/recognise", Recognise).WithName("RecogniseRecording").RequireAuthorization(Policies.Editor)
            .WithSummary("Recognises the speech here and now, in place of Zoom's text.");
        recordings.MapDelete("/{id:long}/transcript/recognise", TakeBack).WithName("TakeBackRecognition").RequireAuthorization(Policies.Editor)
            .WithSummary("Takes that back: Zoom's text comes first again, where there is one.");
        recordings.MapPut("/{id:long}/speakers", Name).WithName("NameSpeakers").RequireAuthorization(Policies.Editor)
            .WithSummary("Says what speakers are called; what was made is made anew with these names.");
    }

    internal static async Task<Results<Ok<TranscriptStateView>, ProblemHttpResult>> GetState(
        long id, Caller caller, TranscriptViews views, CancellationToken cancellation) =>
        await views.FindAsync(caller.Tenant, new(id), cancellation) is { } view
            ? TypedResults.Ok(view)
            : Problems.NotFound("transcript of recording", id);

    internal static Task<Results<Ok<TranscriptStateView>, ProblemHttpResult>> Accept(
        long id, Caller caller, TranscriptViews views, AcceptTranscript accept, CancellationToken cancellation) =>
        SetAsync(id, true, caller, views, accept, cancellation);

    internal static Task<Results<Ok<TranscriptStateView>, ProblemHttpResult>> Withdraw(
        long id, Caller caller, TranscriptViews views, AcceptTranscript accept, CancellationToken cancellation) =>
        SetAsync(id, false, caller, views, accept, cancellation);

    internal static async Task<Results<Accepted<TaskStarted>, ProblemHttpResult>> Recognise(
        long id, Caller caller, AskRecognition ask, CancellationToken cancellation) =>
        Tell(id, await ask.RunAsync(caller, new(id), cancellation));

    internal static async Task<Results<Accepted<TaskStarted>, ProblemHttpResult>> TakeBack(
        long id, Caller caller, AskRecognition ask, CancellationToken cancellation) =>
        Tell(id, await ask.TakeBackAsync(caller, new(id), cancellation));

    internal static async Task<Results<Ok<TranscriptStateView>, ProblemHttpResult>> Name(
        long id, SpeakerNames names, Caller caller, TranscriptViews views, NameSpeakers name, CancellationToken cancellation)
    {
        if (NameSpeakers.Judge(names) is { Count: > 0 } errors)
        {
            return Problems.Invalid(errors);
        }

        if (await views.FindAsync(caller.Tenant, new(id), cancellation) is not { } view)
        {
            return Problems.NotFound("transcript of recording", id);
        }

        if (NameSpeakers.JudgeLabels(names, [.. view.Speakers.Select(speaker => speaker.Label)]) is { Count: > 0 } unknown)
        {
            return Problems.Invalid(unknown);
        }

        await name.RunAsync(caller, new(id), names, cancellation);
        return await GetState(id, caller, views, cancellation);
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

    private static Results<Accepted<TaskStarted>, ProblemHttpResult> Tell(long id, RecognitionAsked asked) => asked switch
    {
        RecognitionAsked.Begun(var job) => TypedResults.Accepted($"/api/v1/tasks/{job}", new TaskStarted { TaskId = job.ToString() }),
        RecognitionAsked.Off => Problems.Conflict(
            "recognition_off", "Speech is not recognised here: the operator names Recognition:Endpoint or Recognition:Command in the settings first."),
        RecognitionAsked.NoSound => Problems.Conflict(
            "no_sound", $"No file with sound of recording {id} is held: process it first, so that its files are fetched."),
        RecognitionAsked.Heard(var recogniser) => Problems.Conflict(
            "already_recognised", $"All of recording {id} was recognised by {recogniser}: name another model or language in the settings first."),
        RecognitionAsked.NotAsked => Problems.Conflict(
            "not_asked", $"Nobody asked for recording {id} to be recognised here: there is nothing to take back."),
        _ => Problems.NotFound("recording", id),
    };

    private static async Task<Results<Ok<TranscriptStateView>, ProblemHttpResult>> SetAsync(
        long id, bool isAccepted, Caller caller, TranscriptViews views, AcceptTranscript accept, CancellationToken cancellation)
    {
        await accept.RunAsync(caller, new(id), isAccepted, cancellation);
        return await GetState(id, caller, views, cancellation);
    }
}
