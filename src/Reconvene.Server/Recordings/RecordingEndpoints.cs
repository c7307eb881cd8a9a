using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Reconvene.Client.Recordings;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Http;
using Reconvene.Server.Recordings.AtZoom;
using Reconvene.Server.Recordings.Download;
using Reconvene.Server.Recordings.Retention;
using Reconvene.Server.Recordings.Retention.Trash;
using Reconvene.Server.Recordings.Scrub;

namespace Reconvene.Server.Recordings;

internal static class RecordingEndpoints
{
    /// <summary>The days that an estimate covers when the caller names none.</summary>
    private const int UsualDays = 30;

    public static void MapRecordings(this WebApplication app)
    {
        var recordings = app.MapGroup("/api/v1/recordings").WithTags("Recordings");
        recordings.MapGet("/", List).WithName("ListRecordings").RequireAuthorization(Policies.Viewer);
        recordings.MapGet("/estimate", Estimate).WithName("EstimateDownloads").RequireAuthorization(Policies.Viewer);
        recordings.MapGet("/{id:long}", Get).WithName("GetRecording").RequireAuthorization(Policies.Viewer);
        recordings.MapGet("/{id:long}/files/{file_id:long}/content", Content).WithName("GetRecordingFileContent")
            .RequireAuthorization(Policies.Viewer);
        recordings.MapPost("/bulk/process", ProcessMany).WithName("ProcessRecordings").RequireAuthorization(Policies.Editor);
        recordings.MapPost("/{id:long}/process", Process).WithName("ProcessRecording").RequireAuthorization(Policies.Editor);
        recordings.MapDelete("/{id:long}", Remove).WithName("DeleteRecording").RequireAuthorization(Policies.Editor);
        recordings.MapDelete("/{id:long}/files/{file_id:long}", RemoveFile).WithName("DeleteRecordingFile")
            .RequireAuthorization(Policies.Editor);
        recordings.MapRetention();
        app.MapRecordingsAtZoom();
    }

    /// <summary>Lists recordings, newest first.</summary>
    internal static async Task<Results<Ok<Page<RecordingView>>, ProblemHttpResult>> List(
        int? limit,
        string? cursor,
        string? state,
        [FromQuery(Name = "credential_id")] long? credentialId,
        string? from,
        string? to,
        Caller caller,
        RecordingQueries queries,
        TimeProvider time,
        CancellationToken cancellation)
    {
        if (PageRequest.Read(limit, cursor, out var pageErrors) is not { } page)
        {
            return Problems.Invalid(pageErrors);
        }

        if (Filter(state, credentialId, from, to, time, out var errors) is not { } filter)
        {
            return Problems.Invalid(errors);
        }

        return TypedResults.Ok(await queries.ListAsync(caller.Tenant, filter, page, cancellation));
    }

    /// <summary>
    /// How many bytes the recordings of some days (UTC, both included; the last 30 by default) still need on the disk, and
    /// whether they fit above the reserve. Only what a sync or an event has listed counts: sync first.
    /// </summary>
    internal static async Task<Results<Ok<DownloadEstimate>, ProblemHttpResult>> Estimate(
        [FromQuery(Name = "credential_id")] long? credentialId, string? from, string? to, Caller caller, ConnectionQueries connections,
        EstimateDownloads estimate, TimeProvider time, CancellationToken cancellation)
    {
        if (new DayRange(from, to).Judge(time, UsualDays, out var errors) is not var (first, last))
        {
            return Problems.Invalid(errors);
        }

        if (credentialId is { } id && await connections.FindAsync(caller.Tenant, new(id), cancellation) is null)
        {
            return Problems.NotFound("credential", id);
        }

        var connection = credentialId is { } one ? new ConnectionId(one) : (ConnectionId?)null;
        var until = last == DateOnly.MaxValue ? DateTimeOffset.MaxValue : Start(last.AddDays(1));
        return TypedResults.Ok(await estimate.RunAsync(caller.Tenant, connection, Start(first), until, cancellation));
    }

    /// <summary>Reads one recording with its files.</summary>
    internal static async Task<Results<Ok<RecordingView>, ProblemHttpResult>> Get(
        long id, Caller caller, RecordingQueries queries, CancellationToken cancellation) =>
        await queries.FindAsync(caller.Tenant, new(id), cancellation) is { } view
            ? TypedResults.Ok(view)
            : Problems.NotFound("recording", id);

    /// <summary>
    /// Reads the content of a held file; one <c>Range</c> of bytes is honoured. Always an attachment of the type that
    /// the file's format has here, whatever its name says.
    /// </summary>
    internal static async Task<Results<PhysicalFileHttpResult, ProblemHttpResult>> Content(
        long id, [FromRoute(Name = "file_id")] long fileId, Caller caller, HttpContext context, RecordingQueries queries, MediaFiles media,
        LookBeforeServing look, CancellationToken cancellation)
    {
        if (await queries.FindHeldAsync(caller.Tenant, new(id), new(fileId), cancellation) is not { } file)
        {
            return Problems.NotFound("recording file", fileId);
        }

        if (file.State is not FileState.Held)
        {
            return Problems.Conflict(
                "file_not_held", $"File {fileId} is {file.State}, not held{(file.Reason is null ? "." : $": {file.Reason}")}");
        }

        if (context.Request.Headers["Sec-Fetch-Site"] == "cross-site")
        {
            return Problems.Make(
                StatusCodes.Status403Forbidden, "cross_site", "Another site's page asks for this file: open it from this server.");
        }

        if (await look.RunAsync(caller.Tenant, file, cancellation) is { } wrong)
        {
            return Problems.Conflict("file_not_held", $"File {fileId} cannot be served: {wrong}");
        }

        // A range in another unit is none (RFC 9110, 14.2); the framework would take it for bytes.
        if (!context.Request.Headers.Range.ToString().StartsWith("bytes=", StringComparison.OrdinalIgnoreCase))
        {
            context.Request.Headers.Remove(HeaderNames.Range);
        }

        context.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        context.Response.Headers.CacheControl = "private, no-cache";
        return TypedResults.PhysicalFile(
            media.PathOf(caller.Tenant, file.RecordingId, file.Id, file.FileExtension),
            file.ContentType ?? ContentTypes.Of(file.FileType),
            DownloadName.Of(file.Topic, file.StartAt, file.FileType, file.FileExtension),
            file.HeldAt,
            new EntityTagHeaderValue($"\"{file.Sha256}\""),
            enableRangeProcessing: true);
    }

    /// <summary>Takes a recording through its steps again: what is missing is fetched, what is out of date is made anew.</summary>
    internal static async Task<Results<Accepted<TaskStarted>, ProblemHttpResult>> Process(
        long id, Caller caller, ProcessRecording process, CancellationToken cancellation) =>
        await process.RunAsync(caller.Tenant, new(id), cancellation) is { } job
            ? TypedResults.Accepted($"/api/v1/tasks/{job}", new TaskStarted { TaskId = job.ToString() })
            : Problems.NotFound("recording", id);

    /// <summary>
    /// Takes many recordings (1,000 at most) through their steps again, each in a task of its own. One that is not there is a
    /// row that says so.
    /// </summary>
    internal static async Task<Results<Accepted<IReadOnlyList<BulkProcessRow>>, ProblemHttpResult>> ProcessMany(
        BulkProcessRequest? request, Caller caller, ProcessRecordings process, CancellationToken cancellation)
    {
        var errors = ProcessRecordings.Judge(request);
        return errors.Count > 0
            ? Problems.Invalid(errors)
            : TypedResults.Accepted((string?)null, await process.RunAsync(caller.Tenant, request!.RecordingIds!, cancellation));
    }

    /// <summary>
    /// Removes what is held of a recording here; a later sync does not bring it back. Zoom keeps its own, unless
    /// <c>at_zoom=trash</c>: then a task moves it to Zoom's trash first, and removes ours when that is done.
    /// </summary>
    internal static Task<Results<NoContent, Accepted<TaskStarted>, ProblemHttpResult>> Remove(
        long id, [FromQuery(Name = "at_zoom")] string? atZoom, Caller caller, RemoveRecording remove, CancellationToken cancellation) =>
        RemoveAsync(new(id), null, atZoom, caller, remove, cancellation);

    /// <summary>
    /// Removes one held file here; a later sync does not bring it back. Zoom keeps its own, unless <c>at_zoom=trash</c>: then a
    /// task moves it to Zoom's trash first, and removes ours when that is done.
    /// </summary>
    internal static Task<Results<NoContent, Accepted<TaskStarted>, ProblemHttpResult>> RemoveFile(
        long id, [FromRoute(Name = "file_id")] long fileId, [FromQuery(Name = "at_zoom")] string? atZoom, Caller caller,
        RemoveRecording remove, CancellationToken cancellation) =>
        RemoveAsync(new(id), new(fileId), atZoom, caller, remove, cancellation);

    private static async Task<Results<NoContent, Accepted<TaskStarted>, ProblemHttpResult>> RemoveAsync(
        RecordingId id, RecordingFileId? file, string? atZoom, Caller caller, RemoveRecording remove, CancellationToken cancellation)
    {
        if (atZoom is not null && !string.Equals(atZoom, "trash", StringComparison.OrdinalIgnoreCase))
        {
            return Problems.Invalid([new("at_zoom", "must be trash, or be left out: then Zoom keeps its own.")]);
        }

        return await remove.RunAsync(caller, id, file, isAtZoomToo: atZoom is not null, cancellation) switch
        {
            RemovalBegun.Done => TypedResults.NoContent(),
            RemovalBegun.Started(var job) => TypedResults.Accepted($"/api/v1/tasks/{job}", new TaskStarted { TaskId = job.ToString() }),
            RemovalBegun.OfPhone => Problems.Conflict("phone_recording", TrashCandidate.PhoneHasNone),
            RemovalBegun.NoIdAtZoom => Problems.Conflict(
                "no_id_at_zoom", "Zoom gives this file no id of its own: it can be moved to the trash with its whole recording alone."),
            _ => file is { } one ? Problems.NotFound("recording file", one.Value) : Problems.NotFound("recording", id.Value),
        };
    }

    private static RecordingFilter? Filter(
        string? state, long? credential, string? from, string? to, TimeProvider time, out IReadOnlyList<FieldError> errors)
    {
        var wrong = new List<FieldError>();
        var known = state is null
            ? null
            : RecordingState.All.FirstOrDefault(one => string.Equals(one, state, StringComparison.OrdinalIgnoreCase));
        if (state is not null && known is null)
        {
            wrong.Add(new("state", $"must be one of {string.Join(", ", RecordingState.All)}."));
        }

        var days = (from ?? to) is null ? null : new DayRange(from, to).Judge(time, 36_500, out var dayErrors);
        if ((from ?? to) is not null && days is null)
        {
            _ = new DayRange(from, to).Judge(time, 36_500, out dayErrors);
            wrong.AddRange(dayErrors);
        }

        errors = wrong;
        return wrong.Count > 0 ? null : new RecordingFilter(
            known,
            credential is { } id ? new ConnectionId(id) : null,
            days is var (first, _) ? Start(first) : null,
            days is var (_, last) ? Start(last.AddDays(1)) : null);
    }

    private static DateTimeOffset Start(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
