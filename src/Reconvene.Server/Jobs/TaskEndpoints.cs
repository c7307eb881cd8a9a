using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;
using Reconvene.Client.Tasks;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Jobs;

/// <summary>Jobs in the API, where they are called tasks.</summary>
internal static class TaskEndpoints
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(5);

    public static void Map(WebApplication app)
    {
        var tasks = app.MapGroup("/api/v1/tasks").WithTags("Tasks").RequireAuthorization(Policies.Viewer);
        tasks.MapGet("/", List).WithName("ListTasks").WithSummary("Background work, newest first.");
        tasks.MapGet("/{task_id}", Get).WithName("GetTask").WithSummary("One piece of background work.");
        tasks.MapGet("/{task_id}/events", Events).WithName("WatchTask")
            .WithSummary("The task at every change, as server-sent events, until it ended.");
        tasks.MapDelete("/{task_id}", Cancel).WithName("CancelTask").RequireAuthorization(Policies.Editor)
            .WithSummary("Ends a task that is under way.");
        tasks.MapPost("/{task_id}/retry", Retry).WithName("RetryTask").RequireAuthorization(Policies.Editor)
            .WithSummary("Opens a task that was given up again.");
    }

    internal static async Task<Results<Ok<Page<TaskView>>, ProblemHttpResult>> List(
        Caller caller,
        JobQueries queries,
        int? limit,
        string? cursor,
        string? state,
        string? kind,
        string? subject,
        CancellationToken cancellation)
    {
        var page = PageRequest.Read(limit, cursor, out var errors);
        var wanted = state?.ToUpperInvariant();
        if (wanted is not null && !TaskStates.All.Contains(wanted, StringComparer.Ordinal))
        {
            errors = [.. errors, new FieldError("state", $"must be one of {string.Join(", ", TaskStates.All)}.")];
        }

        return page is null || errors.Count > 0
            ? Problems.Invalid(errors)
            : TypedResults.Ok(
                await queries.ListAsync(caller.Tenant, new JobFilter(wanted, kind, subject), page, cancellation));
    }

    internal static async Task<Results<Ok<TaskView>, ProblemHttpResult>> Get(
        [Microsoft.AspNetCore.Mvc.FromRoute(Name = "task_id")] string taskId,
        Caller caller,
        JobQueries queries,
        CancellationToken cancellation) =>
        await FindAsync(taskId, caller, queries, cancellation) is { } view
            ? TypedResults.Ok(view)
            : Problems.NotFound("task", taskId);

    internal static async Task<Results<Accepted<TaskView>, ProblemHttpResult>> Cancel(
        [Microsoft.AspNetCore.Mvc.FromRoute(Name = "task_id")] string taskId,
        Caller caller,
        JobQueries queries,
        CancelJob cancel,
        CancellationToken cancellation)
    {
        if (await FindAsync(taskId, caller, queries, cancellation) is not { } view)
        {
            return Problems.NotFound("task", taskId);
        }

        var asked = await cancel.RunAsync(caller.Tenant, JobId.Parse(view.TaskId), cancellation);
        view = await FindAsync(taskId, caller, queries, cancellation) ?? view;
        return asked
            ? TypedResults.Accepted($"/api/v1/tasks/{view.TaskId}", view)
            : Problems.Conflict("task_ended", $"Task {view.TaskId} has ended ({view.State}): there is nothing to cancel.");
    }

    internal static async Task<Results<Accepted<TaskView>, ProblemHttpResult>> Retry(
        [Microsoft.AspNetCore.Mvc.FromRoute(Name = "task_id")] string taskId,
        Caller caller,
        JobQueries queries,
        RetryJob retry,
        CancellationToken cancellation)
    {
        if (await FindAsync(taskId, caller, queries, cancellation) is not { } view)
        {
            return Problems.NotFound("task", taskId);
        }

        var outcome = await retry.RunAsync(caller.Tenant, JobId.Parse(view.TaskId), cancellation);
        view = await FindAsync(taskId, caller, queries, cancellation) ?? view;
        return outcome switch
        {
            RetryOutcome.Opened => TypedResults.Accepted($"/api/v1/tasks/{view.TaskId}", view),
            RetryOutcome.AnotherUnderWay => Problems.Conflict(
                "task_under_way", $"A newer task of kind '{view.Kind}' is under way for {view.Subject}: wait for that one."),
            _ => Problems.Conflict(
                "task_not_failed", $"Task {view.TaskId} is {view.State}: only a task in {TaskStates.Failure} can be retried."),
        };
    }

    internal static async Task<Results<ServerSentEventsResult<TaskView>, ProblemHttpResult>> Events(
        [Microsoft.AspNetCore.Mvc.FromRoute(Name = "task_id")] string taskId,
        Caller caller,
        JobQueries queries,
        JobChanges changes,
        TimeProvider time,
        CancellationToken cancellation) =>
        await FindAsync(taskId, caller, queries, cancellation) is { } view
            ? TypedResults.ServerSentEvents(WatchAsync(view, caller, queries, changes, time, cancellation))
            : Problems.NotFound("task", taskId);

    private static async IAsyncEnumerable<SseItem<TaskView>> WatchAsync(
        TaskView first,
        Caller caller,
        JobQueries queries,
        JobChanges changes,
        TimeProvider time,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var job = JobId.Parse(first.TaskId);
        using var told = changes.Listen(job);
        string? said = null;
        while (await queries.FindAsync(caller.Tenant, job, cancellation) is { } view)
        {
            var now = System.Text.Json.JsonSerializer.Serialize(view, JobJson.Options);
            if (now != said)
            {
                said = now;
                yield return new SseItem<TaskView>(view, "task");
            }

            if (view.HasEnded())
            {
                yield break;
            }

            await told.WaitAsync(LongestSilence, time, cancellation);
        }
    }

    private static async Task<TaskView?> FindAsync(
        string taskId, Caller caller, JobQueries queries, CancellationToken cancellation) =>
        Guid.TryParseExact(taskId, "D", out var id)
            ? await queries.FindAsync(caller.Tenant, new JobId(id), cancellation)
            : null;
}
