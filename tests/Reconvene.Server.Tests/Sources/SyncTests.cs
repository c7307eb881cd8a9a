using System.Globalization;
using System.Text.Json;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Sources;

/// <summary>What a sync asks Zoom for, and what it makes of the answers.</summary>
public sealed class SyncTests
{
    private static readonly string[] Teachers = ["priya.nair@sim.example", "anna.sokolova@sim.example"];

    private readonly TestClock _clock = new();

    [Theory]
    [InlineData("?from_date=2026-02-10&to_date=2026-02-01", "from_date")]
    [InlineData("?from_date=2027-01-01", "from_date")]
    [InlineData("?from_date=yesterday", "from_date")]
    [InlineData("?to_date=2026-02-30", "to_date")]
    [InlineData("?from_date=x&to_date=y", "from_date,to_date")]
    public async Task Days_that_cannot_be_read_or_stand_in_the_wrong_order_are_refused_by_name(string query, string fields)
    {
        await using var world = await SyncScene.StartAsync(TestEngine.Sqlite, _clock);

        var answer = await world.Owner.SendAsync(HttpMethod.Post, $"/api/v1/sources/{world.Source}/sync{query}");

        Assert.True(answer.Code is 422, $"{answer.Code} {answer.Text}");
        Assert.Equal(fields, string.Join(',', answer.Fields.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("", "2026-02-01", "2026-03-02")]
    [InlineData("?from_date=2026-02-27", "2026-02-27", "2026-03-02")]
    [InlineData("?to_date=2026-02-20", "2026-01-22", "2026-02-20")]
    [InlineData("?from_date=2026-02-20T23:30:00-01:00&to_date=2026-02-25T00:00:00Z", "2026-02-21", "2026-02-25")]
    [InlineData("?from_date=2026-02-20&to_date=9999-12-31", "2026-02-20", "2026-03-03")]
    [InlineData("?to_date=0001-01-05", "2011-01-01", "2011-01-01")]
    [InlineData("?from_date=9999-12-30&to_date=9999-12-31", "2026-03-03", "2026-03-03")]
    public async Task A_sync_covers_thirty_days_unless_told_otherwise_and_no_day_that_is_yet_to_come(string query, string from, string to)
    {
        await using var world = await SyncScene.StartAsync(TestEngine.Sqlite, _clock);
        await world.OnlyAsync(world.Maria());

        var task = await world.SyncAsync(query);

        Assert.True(task.State() is "SUCCESS", world.Explain(task));
        Assert.Equal((from, to), (world.Listings().Min(listing => listing.From), world.Listings().Max(listing => listing.To)));
        Assert.Equal(from, task.GetProperty("result").GetProperty("from").GetString());
        Assert.Equal(to, task.GetProperty("result").GetProperty("to").GetString());
    }

    [Theory]
    [Engines]
    public async Task Ten_years_are_read_in_slices_of_a_month_at_most_that_overlap_by_a_day_and_leave_no_gap(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);

        var task = await world.SyncAsync("?from_date=2016-03-02");

        Assert.True(task.State() is "SUCCESS", world.Explain(task));
        Assert.Equal(task.Count("announced"), task.Count("listed"));
        Assert.Equal((await world.RecordingsAsync()).Count, task.Count("found"));
        var hosts = world.Listings().GroupBy(listing => listing.Host, StringComparer.Ordinal).ToList();
        Assert.Equal(
            world.Control.World().Users.Select(user => user.Id).OfType<string>().Order(StringComparer.Ordinal),
            hosts.Select(host => host.Key).Order(StringComparer.Ordinal));
        Assert.All(hosts, host =>
        {
            var windows = host.Select(listing => (From: Day(listing.From), To: Day(listing.To))).Order().ToList();
            Assert.Equal(new DateOnly(2016, 3, 2), windows[0].From);
            Assert.Equal(new DateOnly(2026, 3, 2), windows[^1].To);
            Assert.All(windows, window => Assert.True(window.To <= window.From.AddMonths(1), $"{window} is longer than a month."));
            Assert.All(windows.Zip(windows.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
        });
    }

    [Theory]
    [Engines]
    public async Task Everyone_is_read_the_inactive_too_and_each_who_recorded_has_a_row(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);

        var task = await world.SyncAsync("?from_date=2026-01-10");

        var igor = world.UserId("igor.volkov@sim.example");
        Assert.Contains(Users(task), user => user.GetProperty("user").GetString() == igor && user.GetProperty("found").GetInt32() == 1);
        Assert.Equal(task.Count("found"), Users(task).Sum(user => user.GetProperty("found").GetInt32()));
        Assert.Equal(world.Control.World().Meetings.Count, task.Count("found"));
    }

    [Theory]
    [InlineData(403, """{"code":200,"message":"No permission."}""")]
    [InlineData(403, "<html>Forbidden</html>")]
    [InlineData(404, """{"code":1001,"message":"User does not exist: x."}""")]
    [InlineData(400, """{"code":1010,"message":"User does not belong to this account."}""")]
    public async Task One_who_cannot_be_read_is_a_row_in_the_result_and_the_others_are_done(int status, string body)
    {
        await using var world = await SyncScene.StartAsync(TestEngine.Sqlite, _clock);
        var igor = world.UserId("igor.volkov@sim.example");
        world.Fault(status, body, times: null, path: $"/v2/users/{igor}/recordings");

        var task = await world.SyncAsync("?from_date=2026-01-10");

        Assert.True(task.State() is "SUCCESS", world.Explain(task));
        var row = Assert.Single(Users(task), user => user.GetProperty("error").ValueKind is JsonValueKind.String);
        Assert.Equal(igor, row.GetProperty("user").GetString());
        Assert.Contains(status.ToString(CultureInfo.InvariantCulture), row.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(world.Control.World().Meetings.Count - 1, task.Count("found"));
    }

    [Theory]
    [Engines]
    public async Task A_page_token_that_dies_halfway_makes_the_window_begin_anew(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        await world.OnlyAsync(world.Maria());
        world.Fault(200, """{"total_records":400,"page_size":300,"next_page_token":"dies-soon","meetings":[]}""");
        world.Fault(400, """{"code":300,"message":"The next page token is either invalid or expired."}""");

        var task = await world.SyncAsync("?from_date=2026-02-10");

        Assert.True(task.State() is "SUCCESS", world.Explain(task));
        Assert.Equal(3, world.Listings().Count);
        var pages = world.Control.Log.Where(request => request.Route == SyncScene.Listing)
            .Select(request => System.Web.HttpUtility.ParseQueryString(request.Query)["next_page_token"] ?? "");
        Assert.Equal(["", "dies-soon", ""], pages, StringComparer.Ordinal);
        Assert.Equal(task.Count("announced"), task.Count("listed"));
        Assert.NotEqual(0, task.Count("found"));
    }

    [Theory]
    [Engines]
    public async Task A_listing_that_never_comes_to_its_announced_end_is_tried_again_later_and_says_why(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        await world.OnlyAsync(world.Maria());
        foreach (var (day, body, reason) in ((int, string, string)[])
        [
            (10, """{"total_records":7,"meetings":[]}""", "announced 7 recordings"),
            (11, """{"total_records":0,"next_page_token":"again","meetings":[]}""", "repeats a page token"),
        ])
        {
            world.Fault(200, body, times: null);

            var task = await world.SyncAsync($"?from_date=2026-02-{day}");
            Assert.Equal("RETRY", task.State());
            Assert.Contains(reason, task.GetProperty("status").GetString() + task.Error(), StringComparison.Ordinal);

            world.Control.ClearFaults();
            Assert.Equal("SUCCESS", (await world.EndAsync(task)).State());
        }
    }

    [Theory]
    [Engines]
    public async Task A_missing_scope_ends_the_sync_at_once_and_is_named(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        world.Control.Switches.GrantedScopes =
            [.. world.Control.Switches.GrantedScopes.Where(scope => !scope.Contains("recording", StringComparison.Ordinal))];

        var task = await world.SyncAsync("?from_date=2026-02-10");

        Assert.Equal("FAILURE", task.State());
        Assert.Contains("cloud_recording:read:list_user_recordings", task.Error(), StringComparison.Ordinal);
        Assert.Single(world.Listings());
        Assert.False((await world.GetAsync($"/api/v1/credentials/{world.Credential}")).GetProperty("needs_reauth").GetBoolean());
    }

    [Theory]
    [Engines]
    public async Task Only_the_named_hosts_of_a_master_account_are_read_with_its_one_token(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        var zoom = world.Control.World();
        await world.Owner.SendAsync(HttpMethod.Delete, $"/api/v1/credentials/{world.Credential}?force=true");
        var credential = await world.Owner.SendAsync(HttpMethod.Post, "/api/v1/credentials", JsonSerializer.Serialize(new
        {
            platform = "zoom",
            account_name = "company_master",
            credentials = new { account_id = zoom.AccountId, client_id = zoom.ClientId, client_secret = zoom.ClientSecret, is_master_account = true },
        }));
        var source = await world.Owner.SendAsync(HttpMethod.Post, "/api/v1/sources", JsonSerializer.Serialize(new
        {
            name = "All Company Recordings",
            platform = "ZOOM",
            credential_id = credential.Json.GetProperty("id").GetInt64(),
            config = new
            {
                is_master_account = true,
                user_emails = Teachers,
                recording_type = "cloud",
            },
        }));
        Assert.True(source.Code is 201, source.Text);

        var task = await world.SyncAsync(source.Json.GetProperty("id").GetInt64(), "?from_date=2026-01-10");

        Assert.True(task.State() is "SUCCESS", world.Explain(task));
        Assert.Equal(
            ["anna.sokolova@sim.example", "priya.nair@sim.example"],
            world.Listings().Select(listing => Uri.UnescapeDataString(listing.Host)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
        Assert.DoesNotContain("GET /v2/users", world.Control.RouteCounts.Keys, StringComparer.Ordinal);
        Assert.Equal(1, world.Control.RouteCounts["POST /oauth/token"]);
        Assert.Equal(
            zoom.Meetings.Count(meeting => meeting.HostEmail.StartsWith("priya", StringComparison.Ordinal) || meeting.HostEmail.StartsWith("anna", StringComparison.Ordinal)),
            task.Count("found"));
    }

    private static IReadOnlyList<JsonElement> Users(JsonElement task) =>
        [.. task.GetProperty("result").GetProperty("users").EnumerateArray()];

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
