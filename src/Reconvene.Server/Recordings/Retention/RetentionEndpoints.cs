using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Reconvene.Client.Recordings;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Http;
using Reconvene.Server.Recordings.Retention.Trash;

namespace Reconvene.Server.Recordings.Retention;

/// <summary>What is kept here and for how long, and what of it stays at Zoom.</summary>
internal static class RetentionEndpoints
{
    private const int UsualDays = 7;
    private const int MostDays = 3650;

    public static void MapRetention(this RouteGroupBuilder recordings)
    {
        recordings.MapGet("/retention", Preview).WithName("PreviewRetention").RequireAuthorization(Policies.Viewer);
        recordings.MapPost("/{id:long}/keep", Keep).WithName("KeepRecording").RequireAuthorization(Policies.Editor);
        recordings.MapDelete("/{id:long}/keep", Release).WithName("ReleaseRecording").RequireAuthorization(Policies.Editor);
        recordings.MapPost("/trash-at-zoom", TrashAtZoom).WithName("TrashRecordingsAtZoom").RequireAuthorization(Policies.Editor);
        recordings.MapPost("/{id:long}/recover-at-zoom", Recover).WithName("RecoverRecordingAtZoom").RequireAuthorization(Policies.Editor);
    }

    /// <summary>
    /// What the rules of retention would remove here, at once and within some days (7 by default): how much, and which files,
    /// what goes first before the rest. Nothing is removed by asking.
    /// </summary>
    internal static async Task<Results<Ok<RetentionPreview>, ProblemHttpResult>> Preview(
        int? days, [FromQuery(Name = "source_id")] long? sourceId, int? limit, string? cursor, Caller caller, RetentionQueries queries,
        CancellationToken cancellation)
    {
        var page = PageRequest.Read(limit, cursor, out var errors);
        if (days is < 0 or > MostDays)
        {
            errors = [.. errors, new("days", $"must be between 0 and {MostDays}.")];
        }

        return errors.Count > 0 || page is null
            ? Problems.Invalid(errors)
            : TypedResults.Ok(await queries.PreviewAsync(caller.Tenant, sourceId, days ?? UsualDays, page, cancellation));
    }

    /// <summary>Exempts a recording from every rule that removes something by itself, here or at Zoom.</summary>
    internal static Task<Results<Ok<RecordingView>, ProblemHttpResult>> Keep(
        long id, Caller caller, RecordingQueries queries, KeepRecording keep, CancellationToken cancellation) =>
        SetAsync(new(id), true, caller, queries, keep, cancellation);

    /// <summary>Ends the exemption: from now on the rule of its source holds again.</summary>
    internal static Task<Results<Ok<RecordingView>, ProblemHttpResult>> Release(
        long id, Caller caller, RecordingQueries queries, KeepRecording keep, CancellationToken cancellation) =>
        SetAsync(new(id), false, caller, queries, keep, cancellation);

    /// <summary>
    /// Frees Zoom's storage of recordings that are held here. Without <c>"preview": false</c> it says which would go, and why
    /// others stay. With it, the recordings named by <c>ids</c> get a task each: it reads our files through from the disk,
    /// compares them with what Zoom lists then, and only if all of that is held whole moves the recording to Zoom's trash,
    /// whence it can be recovered for 30 days. The task's result says what was done.
    /// </summary>
    internal static async Task<Results<Ok<TrashAtZoomAnswer>, Accepted<TrashAtZoomAnswer>, ProblemHttpResult>> TrashAtZoom(
        TrashAtZoomRequest request, Caller caller, ConnectionQueries connections, TrashCandidates candidates, StartTrash start,
        CancellationToken cancellation)
    {
        var page = PageRequest.Read(request.Limit, request.Cursor, out var errors);
        errors = [.. errors, .. Judge(request, out var before)];
        if (errors.Count > 0 || page is null)
        {
            return Problems.Invalid(errors);
        }

        if (request.CredentialId is { } credential && await connections.FindAsync(caller.Tenant, new(credential), cancellation) is null)
        {
            return Problems.NotFound("credential", credential);
        }

        var connection = request.CredentialId is { } one ? new ConnectionId(one) : (ConnectionId?)null;
        if (request.Preview is false)
        {
            var rows = await start.RunAsync(caller, [.. request.Ids!.Distinct()], connection, before, cancellation);
            return TypedResults.Accepted((string?)null, Answer(rows, isPreview: false, next: null));
        }

        if (request.Ids is { } ids)
        {
            var named = await candidates.FindAsync(caller.Tenant, [.. ids.Distinct()], connection, before, cancellation);
            return TypedResults.Ok(Answer([.. named.Select(row => StartTrash.Row(row))], isPreview: true, next: null));
        }

        var cut = page.Cut(
            await candidates.ListAsync(caller.Tenant, connection, before, page, cancellation),
            row => (row.StartAt.ToUnixTimeMilliseconds(), row.Id.Value));
        return TypedResults.Ok(Answer([.. cut.Items.Select(row => StartTrash.Row(row))], isPreview: true, cut.NextCursor));
    }

    /// <summary>Takes a recording out of Zoom's trash, which keeps it for 30 days. Done when Zoom lists it again.</summary>
    internal static async Task<Results<Accepted<TaskStarted>, ProblemHttpResult>> Recover(
        long id, Caller caller, RecordingWork recordings, StartTrash start, TimeProvider time, CancellationToken cancellation)
    {
        if (await recordings.FindAsync(caller.Tenant, new(id), cancellation) is not { } recording)
        {
            return Problems.NotFound("recording", id);
        }

        if (recording.AtZoom is not PlaceAtZoom.Trashed)
        {
            return Problems.Conflict("not_in_trash", recording.AtZoom is PlaceAtZoom.Listed
                ? $"Recording {id} is not in Zoom's trash: Zoom lists it."
                : $"Recording {id} is no longer in Zoom's trash, which keeps 30 days.");
        }

        var job = await start.RunAsync(
            caller.Tenant, TrashOrder.Recover, recording, TrashOrder.Of(caller, recording.Id, time.GetUtcNow()), cancellation);
        return TypedResults.Accepted($"/api/v1/tasks/{job}", new TaskStarted { TaskId = job.ToString() });
    }

    private static async Task<Results<Ok<RecordingView>, ProblemHttpResult>> SetAsync(
        RecordingId id, bool isKept, Caller caller, RecordingQueries queries, KeepRecording keep, CancellationToken cancellation)
    {
        await keep.RunAsync(caller, id, isKept, cancellation);
        return await queries.FindAsync(caller.Tenant, id, cancellation) is { } view
            ? TypedResults.Ok(view)
            : Problems.NotFound("recording", id.Value);
    }

    private static List<FieldError> Judge(TrashAtZoomRequest request, out DateTimeOffset? before)
    {
        var wrong = new List<FieldError>();
        before = null;
        if (request.Before is { } text)
        {
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                before = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
            }
            else
            {
                wrong.Add(new("before", "is not a day: write it as yyyy-MM-dd, such as 2026-01-31."));
            }
        }

        if (request.Ids is { Count: 0 or > TrashAtZoomRequest.MostIds })
        {
            wrong.Add(new("ids", $"must name 1 to {TrashAtZoomRequest.MostIds} recordings, or be left out in a preview."));
        }
        else if (request is { Preview: false, Ids: null })
        {
            wrong.Add(new("ids", "is missing: name the recordings that the preview listed."));
        }

        return wrong;
    }

    private static TrashAtZoomAnswer Answer(IReadOnlyList<TrashAtZoomRow> rows, bool isPreview, string? next)
    {
        var meant = rows.Where(row => row.Reason is null).ToList();
        return new()
        {
            Preview = isPreview,
            Count = meant.Count,
            Bytes = meant.Sum(row => row.Bytes),
            Items = rows,
            NextCursor = next,
        };
    }
}
