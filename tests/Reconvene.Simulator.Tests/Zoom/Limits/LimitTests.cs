using System.Net;
using System.Text.Json.Nodes;
using Reconvene.Simulator.Control.Limits;
using Reconvene.Simulator.Tests.Kit;

namespace Reconvene.Simulator.Tests.Zoom.Limits;

public class LimitTests
{
    private const string PerSecond = "You have reached the maximum per-second rate limit for this API. Try again later.";

    private static readonly string[] OlderHeaders =
        ["X-RateLimit-Category", "X-RateLimit-Type", "X-RateLimit-Limit", "X-RateLimit-Remaining"];

    [Fact]
    public async Task Nothing_is_limited_until_somebody_asks_for_it()
    {
        await using var sim = await StartAsync(null);

        var statuses = await Asked.StatusesAsync(sim, 100, "/v2/users/me");

        Assert.All(statuses, status => Assert.Equal(200, status));
        Assert.Equal(100, Of(sim, LimitLabel.Light).Taken);
        Assert.Null(Of(sim, LimitLabel.Light).PerWindow);
    }

    [Theory]
    [InlineData(ZoomPlan.Free, "/v2/users/me", 4)]
    [InlineData(ZoomPlan.Free, "/v2/users", 2)]
    [InlineData(ZoomPlan.Pro, "/v2/users/me", 30)]
    [InlineData(ZoomPlan.Pro, "/v2/users", 20)]
    [InlineData(ZoomPlan.Business, "/v2/users/me", 80)]
    [InlineData(ZoomPlan.Business, "/v2/users", 60)]
    public async Task A_second_allows_what_the_plan_says_and_the_next_one_begins_anew(ZoomPlan plan, string path, int limit)
    {
        await using var sim = await StartAsync(new LimitSettings { Plan = plan });

        var first = await Asked.StatusesAsync(sim, limit + 2, path);
        await sim.Control.AdvanceClockAsync(TimeSpan.FromSeconds(1), sim.Cancellation);
        var next = await Asked.StatusesAsync(sim, 1, path);

        Assert.Equal(limit, first.TakeWhile(status => status == 200).Count());
        Assert.Equal([429, 429], first[limit..]);
        Assert.Equal([200], next);
    }

    [Theory]
    [InlineData(LimitWindow.Fixed, new[] { 200, 200, 429 })]
    [InlineData(LimitWindow.Sliding, new[] { 429, 429, 429 })]
    public async Task A_fixed_second_forgets_what_came_at_the_end_of_the_one_before_it_and_a_sliding_one_does_not(
        LimitWindow window, int[] afterwards)
    {
        await using var sim = await StartAsync(new LimitSettings { Plan = ZoomPlan.Free, Window = window });
        await sim.Control.AdvanceClockAsync(TimeSpan.FromMilliseconds(900), sim.Cancellation);
        var late = await Asked.StatusesAsync(sim, 3, "/v2/users");

        await sim.Control.AdvanceClockAsync(TimeSpan.FromMilliseconds(100), sim.Cancellation);
        var next = await Asked.StatusesAsync(sim, 3, "/v2/users");

        Assert.Equal([200, 200, 429], late);
        Assert.Equal(afterwards, next);
    }

    [Fact]
    public async Task A_refusal_is_worded_as_zoom_words_it_and_says_no_more_by_default()
    {
        await using var sim = await StartAsync(new LimitSettings { Plan = ZoomPlan.Free });
        await Asked.StatusesAsync(sim, 2, "/v2/users");

        using var answer = await sim.SendAsync(HttpMethod.Get, "/v2/users");
        var body = await sim.JsonAsync(answer);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal($$"""{"code":429,"message":"{{PerSecond}}"}""", body.ToJsonString());
        Assert.DoesNotContain(answer.Headers, header => header.Key.Contains("rate", StringComparison.OrdinalIgnoreCase));
        Assert.False(answer.Headers.Contains("Retry-After"));
    }

    [SharedFact]
    public async Task The_refusals_are_those_of_the_samples()
    {
        await using var sim = await StartAsync(new LimitSettings { Plan = ZoomPlan.Free });
        await Asked.StatusesAsync(sim, 2, "/v2/users");
        var perSecond = await sim.GetAsync("/v2/users", HttpStatusCode.TooManyRequests);
        await UseUpTheDayAsync(sim);

        var perDay = await sim.GetAsync("/v2/users", HttpStatusCode.TooManyRequests);

        Assert.Equal(Sample("api-429-per-second.json").ToJsonString(), perSecond.ToJsonString());
        Assert.Equal(Sample("api-429-daily.json").ToJsonString(), perDay.ToJsonString());
    }

    [SharedFact]
    public async Task Every_call_of_the_api_carries_the_label_of_zooms_documents()
    {
        await using var sim = await StartAsync(null);
        var file = await File.ReadAllTextAsync(Path.Combine(Shared.Folder!, "zoom", "scopes", "endpoints.json"), sim.Cancellation);
        var documented = JsonNode.Parse(file)!.AsArray().Where(one => one!["rateLabel"] is not null).ToLookup(
            one => $"{one!["method"]} {Blank(one["path"]!.ToString())}", one => one!["rateLabel"]!.ToString(), StringComparer.Ordinal);

        foreach (var (name, label) in sim.Control.Limits.Labels.Where(pair => pair.Key != "GET /v2/accounts"))
        {
            var call = Blank(name.Replace("/v2", "", StringComparison.Ordinal).Replace("/accounts/{account}", "", StringComparison.Ordinal));
            Assert.True(documented[call].Any(), $"{call} is not documented");
            Assert.Equal(documented[call].First().Replace("-", "", StringComparison.Ordinal), label.ToString(), ignoreCase: true);
        }
    }

    [Fact]
    public async Task The_newer_header_names_the_category_only()
    {
        await using var sim = await StartAsync(new LimitSettings { Headers = LimitHeaderForm.CategoryOnly });

        using var answer = await sim.SendAsync(HttpMethod.Get, "/v2/users/me");

        Assert.Equal("Light", answer.Headers.GetValues("x-ratelimit-category").Single());
        Assert.False(answer.Headers.Contains("X-RateLimit-Limit"));
    }

    [Fact]
    public async Task The_older_headers_count_down_and_say_when_to_come_again()
    {
        await using var sim = await StartAsync(new LimitSettings { Plan = ZoomPlan.Free, Headers = LimitHeaderForm.Full });
        using var first = await sim.SendAsync(HttpMethod.Get, "/v2/users");
        await Asked.StatusesAsync(sim, 1, "/v2/users");

        using var refused = await sim.SendAsync(HttpMethod.Get, "/v2/users");

        Assert.Equal("Medium QPS 2 1", Headers(first));
        Assert.False(first.Headers.Contains("Retry-After"));
        Assert.Equal("Medium QPS 2 0", Headers(refused));
        Assert.Equal("2026-08-20T12:00:01Z", refused.Headers.GetValues("Retry-After").Single());
    }

    [Theory]
    [InlineData(RetryAfterForm.Seconds, "43200")]
    [InlineData(RetryAfterForm.HttpDate, "Fri, 21 Aug 2026 00:00:00 GMT")]
    [InlineData(RetryAfterForm.IsoDateTime, "2026-08-21T00:00:00Z")]
    public async Task A_day_that_is_used_up_opens_again_at_midnight_in_utc(RetryAfterForm form, string retryAfter)
    {
        await using var sim = await StartAsync(new LimitSettings
        {
            Plan = ZoomPlan.Free, Headers = LimitHeaderForm.Full, RetryAfter = form,
        });
        await UseUpTheDayAsync(sim);

        using var refused = await sim.SendAsync(HttpMethod.Get, "/v2/users");
        await sim.Control.AdvanceClockAsync(TimeSpan.FromHours(12) - TimeSpan.FromSeconds(1000), sim.Cancellation);
        var afterwards = await Asked.StatusesAsync(sim, 1, "/v2/users");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("Medium Daily-limit 2000 0", Headers(refused));
        Assert.Equal(form == RetryAfterForm.Seconds ? "42200" : retryAfter, refused.Headers.GetValues("Retry-After").Single());
        Assert.Equal([200], afterwards);
        Assert.Equal([2000, 1], Of(sim, LimitLabel.Medium).Days.Select(day => day.Taken));
        Assert.Equal(1, Of(sim, LimitLabel.Medium).Days[0].RefusedPerDay);
    }

    [Fact]
    public async Task A_sliding_second_looks_back_from_now()
    {
        await using var sim = await StartAsync(new LimitSettings { Plan = ZoomPlan.Free, Window = LimitWindow.Sliding });
        await Asked.StatusesAsync(sim, 1, "/v2/users");
        await sim.Control.AdvanceClockAsync(TimeSpan.FromMilliseconds(900), sim.Cancellation);
        await Asked.StatusesAsync(sim, 1, "/v2/users");

        await sim.Control.AdvanceClockAsync(TimeSpan.FromMilliseconds(99), sim.Cancellation);
        var inside = await Asked.StatusesAsync(sim, 1, "/v2/users");
        await sim.Control.AdvanceClockAsync(TimeSpan.FromMilliseconds(1), sim.Cancellation);
        var oneHasLeft = await Asked.StatusesAsync(sim, 2, "/v2/users");

        Assert.Equal([429], inside);
        Assert.Equal([200, 429], oneHasLeft);
    }

    [Fact]
    public async Task All_apps_of_an_account_share_its_limit_and_accounts_do_not()
    {
        await using var sim = await StartAsync(new LimitSettings { Plan = ZoomPlan.Free });
        var client = Client.Of(sim);
        var (users, _) = await client.PairAsync();
        var north = sim.Control.World().Accounts[1].AccountId;
        using var asked = await new Client(sim, sim.Control.OAuth.MasterApp).AskAsync("/oauth/token", new(StringComparer.Ordinal)
        {
            ["grant_type"] = "account_credentials", ["account_id"] = north,
        });
        var norths = (await sim.JsonAsync(asked))["access_token"]!.ToString();
        await Asked.StatusesAsync(sim, 4, "/v2/users/me");

        using var same = await sim.SendAsync(HttpMethod.Get, "/v2/users/me", users);
        using var other = await sim.SendAsync(HttpMethod.Get, "/v2/users/me", norths);

        Assert.Equal(HttpStatusCode.TooManyRequests, same.StatusCode);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.Equal([sim.Control.World().AccountId, north], sim.Control.Limits.Use().Select(use => use.AccountId)
            .OrderBy(id => id == north), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Downloads_and_tokens_count_against_nothing()
    {
        await using var sim = await StartAsync(new LimitSettings { Plan = ZoomPlan.Free });
        var file = sim.Control.Files().First(one => one.FileType == "CHAT");

        for (var i = 0; i < 10; i++)
        {
            await sim.DownloadAsync(file.DownloadPath);
        }

        Assert.Empty(sim.Control.Limits.Use());
    }

    [Fact]
    public async Task The_code_of_a_refusal_can_be_the_odd_one()
    {
        await using var sim = await StartAsync(new LimitSettings { Plan = ZoomPlan.Free, PerSecondCode = 4001 });
        await Asked.StatusesAsync(sim, 2, "/v2/users");

        var body = await sim.GetAsync("/v2/users", HttpStatusCode.TooManyRequests);

        Assert.Equal(4001, body["code"]!.GetValue<int>());
        Assert.Equal(PerSecond, body["message"]!.ToString());
    }

    [Fact]
    public async Task Limits_hold_on_the_real_clock_too()
    {
        await using var sim = await Sim.StartAsync(new SimulatorOptions { Limits = new LimitSettings { Plan = ZoomPlan.Free } });

        var statuses = await Asked.StatusesAsync(sim, 40, "/v2/users");

        var use = Of(sim, LimitLabel.Medium);
        Assert.Contains(429, statuses);
        Assert.All(use.Seconds, second => Assert.InRange(second.Taken, 0, 2));
        Assert.Equal(40, use.Taken + use.Refused);
    }

    private static Task<Sim> StartAsync(LimitSettings? limits) =>
        Sim.StartAsync(new SimulatorOptions { TimeProvider = new TestClock(), Limits = limits });

    /// <summary>Two calls a second for a thousand seconds: all that a free account may ask of medium weight.</summary>
    private static async Task UseUpTheDayAsync(Sim sim)
    {
        sim.Control.Switches.TokenLife = TimeSpan.FromDays(1);
        var token = await sim.TokenAsync();
        for (var second = 0; second < 1000; second++)
        {
            await sim.Control.AdvanceClockAsync(TimeSpan.FromSeconds(1), sim.Cancellation);
            if (Of(sim, LimitLabel.Medium)?.Taken is 2000)
            {
                return;
            }

            await Asked.StatusesAsync(sim, 2, "/v2/users", token);
        }
    }

    private static LimitUse Of(Sim sim, LimitLabel label) => sim.Control.Limits.Use().SingleOrDefault(use => use.Label == label)!;

    private static string Headers(HttpResponseMessage answer) =>
        string.Join(' ', OlderHeaders.Select(name => answer.Headers.GetValues(name).Single()));

    private static JsonNode Sample(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(Shared.Samples, "oauth", name)))!;

    private static string Blank(string path) => string.Join('/', path.Split('/').Select(part => part.StartsWith('{') ? "{}" : part));
}
