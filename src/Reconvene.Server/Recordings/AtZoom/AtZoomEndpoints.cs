using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Reconvene.Client.Recordings;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Platform.Http;
using Reconvene.Zoom;

namespace Reconvene.Server.Recordings.AtZoom;

/// <summary>Recordings as Zoom has them, for the caller's newest connection of their own, else the tenant's Server-to-Server one.</summary>
internal static class AtZoomEndpoints
{
    private const string Token = "next_page_token";
    private const int UsualPage = 30;
    private const int UsualDays = 30;

    public static void MapRecordingsAtZoom(this WebApplication app)
    {
        var zoom = app.MapGroup("/api/zoom").WithTags("Recordings");
        zoom.MapGet("/meetings", List).WithName("ListZoomMeetings").RequireAuthorization(Policies.Viewer);

        // A UUID may hold slashes, and come with them as they are.
        zoom.MapPost("/download/{**meeting_id}", Download).WithName("DownloadZoomMeeting").RequireAuthorization(Policies.Editor);
    }

    /// <summary>
    /// Lists recorded meetings at Zoom, held here or not, the newest weeks first. A page may be short, or empty, and have a
    /// next one all the same; it is asked for within 15 minutes, with the same days and page size.
    /// </summary>
    /// <param name="from_date">First day (UTC), as yyyy-MM-dd. Thirty days ago by default.</param>
    /// <param name="to_date">Last day (UTC). Today by default.</param>
    /// <param name="page_size">1 to 300; 30 by default.</param>
    /// <param name="next_page_token">From the page before.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="connections">The connections.</param>
    /// <param name="list">The operation.</param>
    /// <param name="context">The request.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Stops waiting.</param>
    internal static async Task<Results<Ok<ZoomMeetingsPage>, ProblemHttpResult>> List(
        string? from_date, string? to_date, int? page_size, string? next_page_token, Caller caller, ConnectionQueries connections,
        ListAtZoom list, HttpContext context, TimeProvider time, CancellationToken cancellation)
    {
        if (await connections.FindForCallerAsync(caller, cancellation) is not { } connection)
        {
            return NotConnected();
        }

        var question = new ListingQuestion(from_date, to_date, page_size ?? UsualPage, next_page_token);
        if (question.Judge(connection, time, UsualDays, out var errors) is not { } place)
        {
            return Problems.Invalid(errors);
        }

        return await list.RunAsync(connection, place, isFirst: string.IsNullOrEmpty(next_page_token), cancellation) switch
        {
            ZoomResult<ZoomMeetingsPage>.Ok(var page) => TypedResults.Ok(page),
            ZoomResult<ZoomMeetingsPage>.Failed(var failure) => ZoomProblems.Of(failure, context, time.GetUtcNow(), Token),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>
    /// Takes a recording from Zoom, or one file of it, and processes it unless told not to. The meeting is a number, which
    /// means its latest instance, or the UUID of one instance, as it is or encoded once or twice. A recording that is on
    /// its way already goes it to the end, whatever is asked for here.
    /// </summary>
    internal static async Task<Results<Accepted<ZoomDownloadStarted>, ProblemHttpResult>> Download(
        [FromRoute(Name = "meeting_id")] string meetingId, ZoomDownloadRequest? request, Caller caller, ConnectionQueries connections,
        ITemplateNames templates, DownloadAtZoom download, HttpContext context, TimeProvider time, CancellationToken cancellation)
    {
        if (await connections.FindForCallerAsync(caller, cancellation) is not { } connection)
        {
            return NotConnected();
        }

        List<FieldError> errors = [];
        var names = await templates.ListAsync(caller.Tenant, cancellation);
        var template = names.FirstOrDefault(name => name.Equals(request?.Template, StringComparison.OrdinalIgnoreCase));
        if (request?.Template is not null && template is null)
        {
            errors.Add(new("template", $"is not one that there is: leave it out, or name one of {string.Join(", ", names)}."));
        }

        if (MeetingName.Read(meetingId) is not { } meeting)
        {
            errors.Add(new("meeting_id", "is neither a meeting number nor the UUID of a meeting: copy one from GET /api/zoom/meetings."));
            return Problems.Invalid(errors);
        }

        if (errors.Count > 0)
        {
            return Problems.Invalid(errors);
        }

        return await download.RunAsync(
            connection, meeting, request?.FileId, request?.ProcessImmediately ?? true, template, cancellation) switch
        {
            DownloadBegun.Yes yes => TypedResults.Accepted($"/api/v1/tasks/{yes.Begun.Job}", Started(yes, request)),
            DownloadBegun.NoSuchFile => Problems.Invalid(
                [new("file_id", "is not a file of that recording: GET /api/zoom/meetings lists its files.")]),
            DownloadBegun.Failed(var failure) => ZoomProblems.Of(failure, context, time.GetUtcNow()),
            _ => throw new UnreachableException(),
        };
    }

    private static ZoomDownloadStarted Started(DownloadBegun.Yes yes, ZoomDownloadRequest? request) => new()
    {
        Success = true,
        Message = Say(yes, request),
        TaskId = yes.Begun.Job.ToString(),
        DeliverableId = yes.Deliverable,
    };

    private static string Say(DownloadBegun.Yes yes, ZoomDownloadRequest? request)
    {
        var id = yes.Recording.Value;
        return (yes.Begun.IsAsOrdered, request?.FileId, request?.ProcessImmediately ?? true) switch
        {
            (false, _, _) => $"Recording {id} was on its way already, and goes it to the end: follow the task.",
            (_, null, true) => $"Recording {id} is being taken from Zoom and processed: follow the task.",
            (_, null, false) => $"Recording {id} is being taken from Zoom: follow the task, then process it with POST /api/v1/recordings/{id}/process.",
            (_, _, true) => $"One file of recording {id} is being taken from Zoom, and what it holds processed: follow the task.",
            (_, _, false) => $"One file of recording {id} is being taken from Zoom: follow the task.",
        };
    }

    private static ProblemHttpResult NotConnected() => Problems.Make(
        StatusCodes.Status404NotFound, "not_connected", "Nothing is connected to Zoom: begin with GET /api/zoom/auth-url.");
}
