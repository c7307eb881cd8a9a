using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Reconvene.Server.Jobs;
using Reconvene.Server.Platform;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Jobs;

public sealed class TaskEndpointTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TestClock _clock = new();
    private readonly Script _script = new();

    [Theory]
    [Engines]
    public async Task A_task_is_listed_read_and_hidden_from_other_tenants(TestEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var host = await JobsHostForTests.StartAsync(database, _clock, _script);
        var jobs = new List<string>();
        for (var number = 0; number < 5; number++)
        {
            jobs.Add((await host.EnqueueAsync(JobsHostForTests.Short, $"recording:{number}")).ToString());
            _clock.Advance(TimeSpan.FromMilliseconds(5));
        }

        await host.DrainAsync();
        using var client = Client(host, tenant: 1, "viewer");
        var first = await client.GetFromJsonAsync<JsonElement>("/api/v1/tasks?limit=2&state=success");
        var cursor = first.GetProperty("next_cursor").GetString();
        var second = await client.GetFromJsonAsync<JsonElement>($"/api/v1/tasks?limit=3&cursor={cursor}");

        jobs.Reverse();
        Assert.Equal(jobs, [.. Ids(first), .. Ids(second)]);
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next_cursor").ValueKind);
        var one = await client.GetFromJsonAsync<JsonElement>($"/api/v1/tasks/{jobs[0]}");
        Assert.Equal("SUCCESS", one.GetProperty("state").GetString());
        Assert.Equal(100, one.GetProperty("progress").GetInt32());
        using var stranger = Client(host, tenant: 2, "editor");
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(stranger.GetAsync(new Uri($"/api/v1/tasks/{jobs[0]}", UriKind.Relative))));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(stranger.DeleteAsync(new Uri($"/api/v1/tasks/{jobs[0]}", UriKind.Relative))));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await StatusAsync(client.GetAsync(new Uri("/api/v1/tasks?state=odd", UriKind.Relative))));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(client.DeleteAsync(new Uri($"/api/v1/tasks/{jobs[0]}", UriKind.Relative))));
    }

    [Theory]
    [Engines]
    public async Task A_given_up_task_is_retried_a_waiting_one_cancelled_and_an_ended_one_neither(TestEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var host = await JobsHostForTests.StartAsync(database, _clock, _script);
        var isBack = false;
        _script.On<Tell>(_ => Volatile.Read(ref isBack)
            ? new StepOutcome.Done()
            : new StepOutcome.Failed(new Failure(FailureKind.Misconfigured, "Grant the scope.")));
        var job = await host.EnqueueAsync(JobsHostForTests.Short, "recording:1");
        await host.DrainAsync();
        using var client = Client(host, tenant: 1, "editor");
        var task = new Uri($"/api/v1/tasks/{job}", UriKind.Relative);

        var failed = await client.GetFromJsonAsync<JsonElement>(task);
        Assert.Equal(("FAILURE", "Grant the scope."), (failed.GetProperty("state").GetString(), failed.GetProperty("error").GetString()));
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync(client.DeleteAsync(task)));
        Volatile.Write(ref isBack, value: true);
        Assert.Equal(HttpStatusCode.Accepted, await StatusAsync(client.PostAsync(new Uri($"{task}/retry", UriKind.Relative), null)));
        await host.DrainAsync();
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync(client.PostAsync(new Uri($"{task}/retry", UriKind.Relative), null)));
        Assert.Equal("SUCCESS", (await client.GetFromJsonAsync<JsonElement>(task)).GetProperty("state").GetString());
    }

    [Theory]
    [Engines]
    public async Task The_events_of_a_task_tell_each_change_and_end_with_it(TestEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var host = await JobsHostForTests.StartAsync(database, _clock, _script);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _script.On<Tell>(async (context, cancellation) =>
        {
            await context.MarkAsync(50, "Half.", null, cancellation);
            await go.Task.WaitAsync(Limit, cancellation);
            return new StepOutcome.Done(Result: new { Sent = 1 });
        });
        var job = await host.EnqueueAsync(JobsHostForTests.Short, "recording:1");
        using var client = Client(host, tenant: 1, "viewer");
        using var limit = new CancellationTokenSource(Limit);

        await using var stream = await client.GetStreamAsync(new Uri($"/api/v1/tasks/{job}/events", UriKind.Relative), limit.Token);
        var seen = new List<string>();
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(limit.Token))
        {
            using var view = JsonDocument.Parse(item.Data);
            seen.Add(view.RootElement.GetProperty("status").GetString()!);
            if (seen[^1] is "Half.")
            {
                go.SetResult();
            }
        }

        Assert.Contains("Half.", seen, StringComparer.Ordinal);
        Assert.Equal("Done.", seen[^1]);
        Assert.Equal(seen.Count, seen.Distinct(StringComparer.Ordinal).Count());
    }

    private static HttpClient Client(JobsHostForTests host, long tenant, string role) => new()
    {
        BaseAddress = host.Address,
        DefaultRequestHeaders =
        {
            { "X-Tenant", tenant.ToString(System.Globalization.CultureInfo.InvariantCulture) },
            { "X-Role", role },
        },
    };

    private static IEnumerable<string> Ids(JsonElement page) =>
        page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("task_id").GetString()!);

    private static async Task<HttpStatusCode> StatusAsync(Task<HttpResponseMessage> asked)
    {
        using var response = await asked;
        return response.StatusCode;
    }
}
