using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Reconvene.Client.Sources;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Http;
using Reconvene.Server.Sources.Scheduling;

namespace Reconvene.Server.Sources;

internal static class SourceEndpoints
{
    /// <summary>What a sync covers when the caller names no days.</summary>
    public const int UsualDays = 30;

    public static void MapSources(this WebApplication app)
    {
        var sources = app.MapGroup("/api/v1/sources").WithTags("Sources");
        sources.MapGet("/", List).WithName("ListSources").RequireAuthorization(Policies.Viewer);
        sources.MapGet("/{id:long}", Get).WithName("GetSource").RequireAuthorization(Policies.Viewer);
        sources.MapPost("/", Add).WithName("AddSource").RequireAuthorization(Policies.Editor);
        sources.MapPatch("/{id:long}", Change).WithName("ChangeSource").RequireAuthorization(Policies.Editor);
        sources.MapDelete("/{id:long}", Remove).WithName("RemoveSource").RequireAuthorization(Policies.Editor);
        sources.MapPost("/bulk/sync", SyncMany).WithName("SyncSources").RequireAuthorization(Policies.Editor);
        sources.MapPost("/{id:long}/sync", Sync).WithName("SyncSource").RequireAuthorization(Policies.Editor);
    }

    /// <summary>Makes a source: a rule saying which recordings of a connection to take.</summary>
    internal static async Task<Results<Created<SourceView>, ProblemHttpResult>> Add(
        AddSourceRequest request, Caller caller, ConnectionQueries connections, AddSource add, SourceQueries queries,
        TimeProvider time, CancellationToken cancellation)
    {
        var errors = SourceRules.Judge(request, time.GetUtcNow());
        if (errors.Count > 0)
        {
            return Problems.Invalid(errors);
        }

        if (await connections.FindAsync(caller.Tenant, new(request.CredentialId!.Value), cancellation) is not { } connection)
        {
            return Problems.NotFound("credential", request.CredentialId.Value);
        }

        var config = request.Config ?? new ZoomSourceConfig();
        errors = SourceRules.Judge(config, connection);
        if (errors.Count > 0)
        {
            return Problems.Invalid(errors);
        }

        var source = new NewSource(
            request.Name!.Trim(), config, ScheduleRules.Kept(request.Schedule), ScheduleRules.KeptZone(request.ScheduleTimezone))
        {
            Keep = KeepMedia.Read(request.KeepMedia ?? KeepMedia.Forever)!.Value,
            TrashAtZoomDays = request.TrashAtZoomAfter is { } after ? KeepMedia.ReadDays(after) : null,
        };
        var id = await add.RunAsync(connection, source, cancellation);
        return TypedResults.Created($"/api/v1/sources/{id.Value}", await queries.FindViewAsync(caller.Tenant, id, cancellation));
    }

    /// <summary>Lists the sources.</summary>
    internal static async Task<Results<Ok<Page<SourceView>>, ProblemHttpResult>> List(
        int? limit, string? cursor, Caller caller, SourceQueries queries, CancellationToken cancellation) =>
        PageRequest.Read(limit, cursor, out var errors) is { } page
            ? TypedResults.Ok(await queries.ListAsync(caller.Tenant, page, cancellation))
            : Problems.Invalid(errors);

    /// <summary>Reads one source.</summary>
    internal static async Task<Results<Ok<SourceView>, ProblemHttpResult>> Get(
        long id, Caller caller, SourceQueries queries, CancellationToken cancellation) =>
        await queries.FindViewAsync(caller.Tenant, new(id), cancellation) is { } view
            ? TypedResults.Ok(view)
            : Problems.NotFound("source", id);

    /// <summary>Changes a source.</summary>
    internal static async Task<Results<Ok<SourceView>, ProblemHttpResult>> Change(
        long id, ChangeSourceRequest request, Caller caller, ConnectionQueries connections, SourceQueries queries,
        ChangeSource change, TimeProvider time, CancellationToken cancellation)
    {
        if (await queries.FindAsync(caller.Tenant, new(id), cancellation) is not { } source
            || await connections.FindAsync(caller.Tenant, source.Connection, cancellation) is not { } connection)
        {
            return Problems.NotFound("source", id);
        }

        var before = await queries.FindViewAsync(caller.Tenant, new(id), cancellation);
        IReadOnlyList<FieldError> errors =
        [
            .. SourceRules.Judge(request, before, time.GetUtcNow()),
            .. request.Config is null ? [] : SourceRules.Judge(request.Config, connection),
        ];
        if (errors.Count > 0)
        {
            return Problems.Invalid(errors);
        }

        await change.RunAsync(source, connection, request, cancellation);
        return await queries.FindViewAsync(caller.Tenant, new(id), cancellation) is { } view
            ? TypedResults.Ok(view)
            : Problems.NotFound("source", id);
    }

    /// <summary>Removes a source. What was gathered through it stays.</summary>
    internal static async Task<Results<NoContent, ProblemHttpResult>> Remove(
        long id, Caller caller, RemoveSource remove, CancellationToken cancellation) =>
        await remove.RunAsync(caller.Tenant, new(id), cancellation) ? TypedResults.NoContent() : Problems.NotFound("source", id);

    /// <summary>
    /// Starts a sync of the recordings from one day to another (UTC, both included). The last 30 days unless told
    /// otherwise; a span of years is read in slices.
    /// </summary>
    internal static async Task<Results<Accepted<SyncStarted>, ProblemHttpResult>> Sync(
        long id,
        [FromQuery(Name = "from_date")] string? fromDate,
        [FromQuery(Name = "to_date")] string? toDate,
        Caller caller,
        SourceQueries queries,
        StartSync start,
        TimeProvider time,
        CancellationToken cancellation)
    {
        var range = new DayRange(fromDate, toDate) { Names = ("from_date", "to_date") };
        if (range.Judge(time, UsualDays, out var errors) is not var (from, to))
        {
            return Problems.Invalid(errors);
        }

        if (await queries.FindAsync(caller.Tenant, new(id), cancellation) is not { } source)
        {
            return Problems.NotFound("source", id);
        }

        if (!source.IsActive)
        {
            return Problems.Conflict("source_inactive", $"Source {id} is switched off: set is_active to true first.");
        }

        var job = await start.RunAsync(source, from, to, cancellation);
        return TypedResults.Accepted(
            $"/api/v1/tasks/{job}",
            new SyncStarted { TaskId = job.ToString(), Status = "queued", SourceId = id, SourceName = source.Name });
    }

    /// <summary>
    /// Starts a sync of many sources at once: of those named (1,000 at most), or of all that are active. A source that cannot be
    /// synced is a row that says why. The days are as for one source.
    /// </summary>
    internal static async Task<Results<Accepted<IReadOnlyList<BulkSyncRow>>, ProblemHttpResult>> SyncMany(
        BulkSyncRequest? request, Caller caller, StartSyncs start, TimeProvider time, CancellationToken cancellation)
    {
        var range = new DayRange(request?.FromDate, request?.ToDate) { Names = ("from_date", "to_date") };
        var days = range.Judge(time, UsualDays, out var errors);
        errors = [.. errors, .. SourceRules.Judge(request)];
        return errors.Count > 0 || days is null
            ? Problems.Invalid(errors)
            : TypedResults.Accepted((string?)null, await start.RunAsync(caller.Tenant, request?.SourceIds, days.Value, cancellation));
    }
}
