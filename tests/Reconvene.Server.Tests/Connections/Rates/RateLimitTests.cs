using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Connections.Rates.Store;
using Reconvene.Server.Tests.Sources;
using Reconvene.Simulator.Control;
using Reconvene.Testing;
using Reconvene.Zoom;
using Reconvene.Zoom.Users;

namespace Reconvene.Server.Tests.Connections.Rates;

/// <summary>Zoom says that calls come too fast, or that the day's are used up: what follows, and what is shown of it.</summary>
public sealed class RateLimitTests
{
    private const string User = "/v2/users/{user}";
    private const string Users = "/v2/users";
    private const string Meetings = "/api/zoom/meetings";
    private const string Fast = """{"code":429,"message":"You have reached the maximum per-second rate limit for this API. Try again later."}""";
    private const string Daily = """{"code":429,"message":"You have reached the maximum daily rate limit for this API. Refer to the response header for details on when you can make another request."}""";

    private readonly TestClock _clock = new();

    [Theory]
    [InlineData(TestEngine.Sqlite, "17", 17)]
    [InlineData(TestEngine.Sqlite, "2026-03-02T09:00:42Z", 41)]
    [InlineData(TestEngine.Postgres, "Mon, 02 Mar 2026 09:01:31 GMT", 90)]
    public async Task A_429_holds_that_account_and_label_alone_for_as_long_as_it_says(
        TestEngine engine, string retryAfter, int seconds)
    {
        await using var world = await StartAsync(engine);
        var connection = await ConnectionAsync(world);
        Assert.Null(await OneAsync(world, connection));
        _clock.Advance(TimeSpan.FromSeconds(1));
        world.Fault(429, Fast, path: User, headers: ("Retry-After", retryAfter));
        var until = _clock.GetUtcNow().AddSeconds(seconds);

        Assert.Equal((ZoomFailureKind.RateLimited, until), What(await OneAsync(world, connection)));
        var asked = Asked(world, User);

        // Nobody asks again meanwhile; the other label and the other account go on.
        Assert.Equal((ZoomFailureKind.RateLimited, until), What(await OneAsync(world, connection)));
        Assert.Equal(asked, Asked(world, User));
        Tick();
        Assert.Null(await ListAsync(world, connection));
        Assert.Null(await OneAsync(world, connection with { AccountId = "another-account" }));

        var light = await RateAsync(world, "light");
        Assert.Equal(0, light.GetProperty("present_per_second").GetDouble());
        Assert.Contains("too fast", light.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(18, (await RateAsync(world, "medium")).GetProperty("present_per_second").GetDouble());

        _clock.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Null(await OneAsync(world, connection));
        Assert.InRange((await RateAsync(world, "light")).GetProperty("present_per_second").GetDouble(), 0.5 * 27, 14);

        _clock.Advance(TimeSpan.FromSeconds(10));
        light = await RateAsync(world, "light");
        Assert.Equal(27, light.GetProperty("present_per_second").GetDouble());
        Assert.Equal(JsonValueKind.Null, light.GetProperty("reason").ValueKind);
        Assert.Equal(until.AddSeconds(-seconds), light.GetProperty("last_limited_at").GetDateTimeOffset());
    }

    [Theory]
    [Engines]
    public async Task A_429_that_names_no_wait_is_waited_out_for_five_seconds_and_a_little(TestEngine engine)
    {
        await using var world = await StartAsync(engine);
        var connection = await ConnectionAsync(world);
        const int Accounts = 8;
        world.Fault(429, Fast, times: Accounts, path: User);
        var waits = new List<TimeSpan>();

        for (var account = 0; account < Accounts; account++)
        {
            var (kind, until) = What(await OneAsync(world, connection with { AccountId = $"account-{account}" }));
            Assert.Equal(ZoomFailureKind.RateLimited, kind);
            waits.Add(until!.Value - _clock.GetUtcNow());
        }

        Assert.All(waits, wait => Assert.InRange(wait, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6)));

        // Those who were refused together do not come back together.
        Assert.True(waits.Distinct().Count() > Accounts / 2, string.Join(' ', waits));
    }

    [Theory]
    [Engines]
    public async Task While_one_waits_out_a_429_that_names_no_wait_the_others_go_on_slowly_after_a_second(TestEngine engine)
    {
        await using var world = await StartAsync(engine);
        var connection = await ConnectionAsync(world);
        world.Fault(429, Fast, path: User);
        Assert.NotNull(await OneAsync(world, connection));

        Assert.Equal(0, (await RateAsync(world, "light")).GetProperty("present_per_second").GetDouble());
        _clock.Advance(TimeSpan.FromSeconds(1.6));

        Assert.Equal(13.5, (await RateAsync(world, "light")).GetProperty("present_per_second").GetDouble());
        Assert.Null(await OneAsync(world, connection));
    }

    [Theory]
    [InlineData(TestEngine.Sqlite, null, 0)]
    [InlineData(TestEngine.Sqlite, "2026-03-03T06:00:00Z", 6)]
    [InlineData(TestEngine.Postgres, null, 0)]
    public async Task A_daily_limit_puts_that_label_of_that_account_to_sleep_and_says_so_until_the_day_ends(
        TestEngine engine, string? retryAfter, int hour)
    {
        await using var world = await StartAsync(engine);
        var connection = await ConnectionAsync(world);
        (string, string)[] headers = retryAfter is null ? [] : [("Retry-After", retryAfter)];
        world.Fault(429, Daily, path: Users, headers: headers);
        var end = new DateTimeOffset(2026, 3, 3, hour, 0, 0, TimeSpan.Zero);

        Assert.Equal((ZoomFailureKind.DailyLimit, end), What(await ListAsync(world, connection)));
        Assert.Equal((ZoomFailureKind.DailyLimit, end), What(await ListAsync(world, connection)));
        Assert.Equal(1, Asked(world, Users));
        Tick();
        Assert.Null(await OneAsync(world, connection));
        Assert.Null(await ListAsync(world, connection with { AccountId = "another-account" }));

        var alert = Assert.Single(await world.Owner.OpenAlertsAsync(TellSleep.Alert)).GetProperty("message").GetString();
        Assert.Contains("MEDIUM", alert, StringComparison.Ordinal);
        Assert.Contains($"{end:yyyy-MM-dd HH:mm} UTC", alert, StringComparison.Ordinal);
        var medium = await RateAsync(world, "medium");
        Assert.Equal(end, medium.GetProperty("asleep_until").GetDateTimeOffset());
        Assert.StartsWith($"Asleep until {end:yyyy-MM-dd HH:mm} UTC", medium.GetProperty("reason").GetString(), StringComparison.Ordinal);

        _clock.Advance(end - _clock.GetUtcNow());
        await world.Server.Services.GetRequiredService<RateStore>().WakeAsync(CancellationToken.None);
        Assert.Empty(await world.Owner.OpenAlertsAsync(TellSleep.Alert));
        Assert.Null(await ListAsync(world, connection));
        Assert.Equal(1, (await RateAsync(world, "medium")).GetProperty("used_today").GetInt64());
    }

    [Theory]
    [Engines]
    public async Task What_a_daily_limit_stops_in_the_middle_is_done_after_midnight(TestEngine engine)
    {
        await using var world = await StartAsync(engine);
        await world.OnlyAsync(world.Maria());
        world.Control.AddFault(new FaultRule { Path = SyncScene.Listing, Nth = 4, Status = 429, Body = Daily });

        var task = await StartedAsync(world, "?from_date=2022-03-02");
        task = await UntilAsync(world, task, "RETRY");
        Assert.Contains("daily", task.GetRawText(), StringComparison.OrdinalIgnoreCase);
        var before = world.Listings().Count;

        // Nothing more is asked for on this day, however long it lasts.
        _clock.Advance(TimeSpan.FromHours(3));
        await world.DrainAsync();
        Assert.Equal(before, world.Listings().Count);
        _clock.Advance(new DateTimeOffset(2026, 3, 3, 0, 0, 0, TimeSpan.Zero) - _clock.GetUtcNow());
        Assert.Equal("SUCCESS", (await UntilAsync(world, task, "SUCCESS")).State());

        // Four years are 48 lists and more. Some were read before, with those that were asked for before the refusal came back;
        // the refused one is read once more, the others then.
        var all = world.Listings();
        Assert.InRange(before, 4, all.Count - 10);
        Assert.Equal(all.Distinct().Count() + 1, all.Count);
    }

    [Fact]
    public async Task A_limit_of_one_user_says_nothing_about_the_account()
    {
        await using var world = await StartAsync(TestEngine.Sqlite);
        var connection = await ConnectionAsync(world);
        world.Fault(
            429,
            """{"code":429,"message":"You have exceeded the daily rate limit (100) of Meeting Create/Update API requests permitted for this particular user. You may resume these requests at GMT 00:00:00."}""",
            path: User);

        Assert.Equal(ZoomFailureKind.DailyLimit, What(await OneAsync(world, connection)).Kind);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await OneAsync(world, connection));
        Assert.Empty(await world.Owner.OpenAlertsAsync(TellSleep.Alert));
    }

    [Theory]
    [Engines]
    public async Task Who_waits_for_an_answer_is_told_503_with_the_time_when_a_limit_lasts_longer_than_five_seconds(TestEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Fault(429, Fast, path: Users, headers: ("Retry-After", "40"));

        var first = await world.Owner.SendAsync(HttpMethod.Get, Meetings);
        Assert.Equal((503, "zoom_rate_limited", "40"), (first.Code, first.ErrorCode, first.Headers["Retry-After"]));

        // From the budget, without asking Zoom.
        _clock.Advance(TimeSpan.FromSeconds(10));
        var second = await world.Owner.SendAsync(HttpMethod.Get, Meetings);
        Assert.Equal((503, "zoom_rate_limited", "30"), (second.Code, second.ErrorCode, second.Headers["Retry-After"]));
        Assert.Equal(1, Asked(world, Users));
    }

    [Theory]
    [Engines]
    public async Task A_limit_that_Zoom_names_in_its_headers_counts_and_a_new_plan_forgets_it(TestEngine engine)
    {
        await using var world = await StartAsync(engine);
        var connection = await ConnectionAsync(world);
        world.Control.AddFault(new FaultRule
        {
            Path = User,
            Times = null,
            Headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
            {
                ["X-RateLimit-Category"] = "Light",
                ["X-RateLimit-Type"] = "QPS",
                ["X-RateLimit-Limit"] = "8",
            },
        });
        Assert.Null(await OneAsync(world, connection));

        Assert.Equal(7.2, (await RateAsync(world, "light")).GetProperty("budget_per_second").GetDouble());

        Assert.Equal(200, (await PatchAsync(world, """{"plan":"business"}""")).Code);
        var light = await RateAsync(world, "light");
        Assert.Equal((80, 50.0), (light.GetProperty("limit").GetInt32(), light.GetProperty("budget_per_second").GetDouble()));
        Assert.Equal("business", (await world.GetAsync($"/api/v1/credentials/{world.Credential}")).GetProperty("plan").GetString());

        // Should the new plan be a mistake, Zoom's next answer says so again.
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await OneAsync(world, (await ConnectionAsync(world))!));
        Assert.Equal(7.2, (await RateAsync(world, "light")).GetProperty("budget_per_second").GetDouble());
    }

    /// <summary>All labels of an account together leave fifty a second: what follows at the same instant would wait.</summary>
    private void Tick() => _clock.Advance(TimeSpan.FromMilliseconds(40));

    private Task<World> StartAsync(TestEngine engine) =>
        SyncScene.StartAsync(engine, _clock, new(StringComparer.Ordinal) { ["Zoom:SpaceCalls"] = "true" });

    private static async Task<ZoomConnection> ConnectionAsync(World world) => (await world.Server.Services
        .GetRequiredService<ConnectionQueries>()
        .FindAsync(TenantId.First, new ConnectionId(world.Credential), CancellationToken.None))!;

    /// <summary>A LIGHT call; null when it was answered.</summary>
    private static async Task<ZoomFailure?> OneAsync(World world, ZoomConnection connection) =>
        (await world.Server.Services.GetRequiredService<ZoomClients>().For(connection)
            .GetUserAsync(world.Maria(), CancellationToken.None) as ZoomResult<ZoomUser>.Failed)?.Failure;

    /// <summary>A MEDIUM call; null when it was answered.</summary>
    private static async Task<ZoomFailure?> ListAsync(World world, ZoomConnection connection) =>
        (await world.Server.Services.GetRequiredService<ZoomClients>().For(connection)
            .ProbeAsync(null, CancellationToken.None) as ZoomResult<ZoomProbe>.Failed)?.Failure;

    private static (ZoomFailureKind? Kind, DateTimeOffset? NotBefore) What(ZoomFailure? failure) => (failure?.Kind, failure?.NotBefore);

    private static int Asked(World world, string route) => world.Control.Log.Count(request => request.Route == route);

    private static async Task<JsonElement> RateAsync(World world, string label) =>
        (await world.GetAsync($"/api/v1/credentials/{world.Credential}/rates")).GetProperty("rates").EnumerateArray()
            .Single(rate => rate.GetProperty("family").GetString() is "api" && rate.GetProperty("label").GetString() == label);

    private static Task<Answer> PatchAsync(World world, string body) =>
        world.Owner.SendAsync(HttpMethod.Patch, $"/api/v1/credentials/{world.Credential}", body);

    private static async Task<JsonElement> StartedAsync(World world, string query)
    {
        var started = await world.Owner.SendAsync(HttpMethod.Post, $"/api/v1/sources/{world.Source}/sync{query}");
        return await world.GetAsync($"/api/v1/tasks/{started.Json.GetProperty("task_id").GetString()}");
    }

    /// <summary>Calls wait for their turn by the clock: it goes on while the task does.</summary>
    private async Task<JsonElement> UntilAsync(World world, JsonElement task, string state)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (task.State() != state)
        {
            limit.Token.ThrowIfCancellationRequested();
            _clock.Advance(TimeSpan.FromMilliseconds(50));
            task = await world.GetAsync($"/api/v1/tasks/{task.GetProperty("task_id").GetString()}");
        }

        return task;
    }
}
