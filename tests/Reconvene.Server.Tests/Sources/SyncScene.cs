using System.Text.Json;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Sources;

/// <summary>Short words for what tests of a sync do.</summary>
internal static class SyncScene
{
    public const string Listing = "/v2/users/{user}/recordings";

    /// <summary>A world whose owner stays signed in however far the clock is moved.</summary>
    public static async Task<World> StartAsync(
        TestEngine engine, TestClock clock, Dictionary<string, string>? settings = null)
    {
        var world = await World.StartAsync(engine, clock, settings);
        await world.StayAsync();
        return world;
    }

    public static async Task StayAsync(this World world)
    {
        var made = await world.Owner.SendAsync(HttpMethod.Post, "/api/v1/api-keys", """{"name":"of the test","scope":"manage"}""");
        world.Owner.DefaultRequestHeaders.Authorization = new("Bearer", made.Json.GetProperty("key").GetString());
    }

    /// <summary>Narrows the world's source to one host.</summary>
    public static async Task OnlyAsync(this World world, string host)
    {
        var answer = await world.Owner.SendAsync(
            HttpMethod.Patch, $"/api/v1/sources/{world.Source}", JsonSerializer.Serialize(new { config = new { user_id = host } }));
        Assert.True(answer.Code is 200, answer.Text);
    }

    public static string Maria(this World world) => world.UserId("maria.keller@sim.example");

    public static string UserId(this World world, string email) =>
        world.Control.World().Users.Single(user => user.Email == email).Id!;

    /// <summary>Starts a sync and lets it run as far as it comes without the clock being moved.</summary>
    public static async Task<JsonElement> SyncAsync(this World world, long source, string query = "")
    {
        var started = await world.Owner.SendAsync(HttpMethod.Post, $"/api/v1/sources/{source}/sync{query}");
        Assert.True(started.Code is 202, started.Text);
        await world.DrainAsync();
        return await world.GetAsync($"/api/v1/tasks/{started.Json.GetProperty("task_id").GetString()}");
    }

    /// <summary>Moves the clock and lets what is due run.</summary>
    public static async Task<JsonElement> LaterAsync(this World world, JsonElement task, TimeSpan by)
    {
        world.Clock!.Advance(by);
        await world.DrainAsync();
        return await world.GetAsync($"/api/v1/tasks/{task.GetProperty("task_id").GetString()}");
    }

    /// <summary>Moves the clock hour by hour until the task has ended.</summary>
    public static async Task<JsonElement> EndAsync(this World world, JsonElement task)
    {
        for (var hour = 0; hour < 24 && task.State() is "RETRY" or "PENDING" or "PROCESSING"; hour++)
        {
            task = await world.LaterAsync(task, TimeSpan.FromHours(1));
        }

        return task;
    }

    /// <summary>The task that a call answered with, as it stands now.</summary>
    public static Task<JsonElement> TaskAsync(this World world, Answer started) =>
        world.GetAsync($"/api/v1/tasks/{started.Json.GetProperty("task_id").GetString()}");

    /// <summary>Waits until so many lists were asked for.</summary>
    public static Task ListingsAsync(this World world, int number) => world.Control.WaitForRequestAsync(
        request => request.Route == Listing && world.Listings().Count >= number, CancellationToken.None);

    public static string State(this JsonElement task) => task.GetProperty("state").GetString()!;

    public static string? Error(this JsonElement task) => task.GetProperty("error").GetString();

    public static int Count(this JsonElement task, string member) => task.GetProperty("result").GetProperty(member).GetInt32();

    /// <summary>The listings asked for, in their order: whose, from and to.</summary>
    public static IReadOnlyList<(string Host, string From, string To)> Listings(this World world) =>
        [.. world.Control.Log.Where(request => request.Route == Listing).Select(request =>
        {
            var query = System.Web.HttpUtility.ParseQueryString(request.Query);
            return (request.Path.Split('/')[3], query["from"]!, query["to"]!);
        })];

    public static void Fault(this World world, int status, string body = "", int? times = 1, string path = Listing, params (string Name, string Value)[] headers) =>
        world.Control.AddFault(new FaultRule
        {
            Path = path,
            Times = times,
            Status = status,
            Body = body,
            Headers = headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase),
        });
}
