using System.Globalization;
using System.Text.Json;
using Reconvene.Server.Recordings.AtZoom;
using Reconvene.Server.Tests.Sources;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Recordings;

/// <summary>Seed 002's list of what Zoom has.</summary>
public sealed class AtZoomListingTests
{
    private const string Route = "/api/zoom/meetings";

    [Theory]
    [Engines]
    public async Task A_person_sees_their_own_of_the_last_thirty_days_with_Zooms_count(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await PersonWorld.StartAsync(engine, clock);
        await world.ConnectAsync();

        var page = await world.GetAsync(Route);

        var mine = RecordedSince(world.Control, clock.GetUtcNow().AddDays(-29), PersonWorld.Maria);
        Assert.True(mine.Count > 2);
        Assert.Equal(mine.Order(StringComparer.Ordinal), Uuids(page).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Equal((30, mine.Count), (page.GetProperty("page_size").GetInt32(), page.GetProperty("total_records").GetInt32()));
        Assert.Equal(JsonValueKind.Null, page.GetProperty("next_page_token").ValueKind);
        Assert.All(Listings(world.Control), listing => Assert.Equal("me", listing.Host));
    }

    [Theory]
    [Engines]
    public async Task A_meeting_has_the_members_of_the_seed_and_no_address_that_opens_a_file(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);

        var page = await world.GetAsync(Route);

        Assert.Equal(["meetings", "page_size", "next_page_token", "total_records"], page.EnumerateObject().Select(member => member.Name), StringComparer.Ordinal);
        var meeting = page.GetProperty("meetings").EnumerateArray().First(one => one.GetProperty("recording_files").GetArrayLength() > 3);
        Assert.Equal(
            ["id", "uuid", "topic", "start_time", "duration", "total_size", "recording_count", "recording_files"],
            meeting.EnumerateObject().Select(member => member.Name),
            StringComparer.Ordinal);
        Assert.All(meeting.GetProperty("recording_files").EnumerateArray(), file => Assert.NotEmpty(file.GetProperty("id").GetString()!));
        Assert.DoesNotContain("http", page.GetRawText(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("0001-01-01", "2026-03-02")]
    [InlineData("2026-01-01", "9999-12-31")]
    public async Task A_token_that_names_days_which_nobody_can_ask_for_is_refused(string from, string to)
    {
        await using var world = await World.StartAsync(TestEngine.Sqlite, new TestClock());
        var place = new ListingPlace
        {
            Connection = world.Credential,
            From = DateOnly.Parse(from, CultureInfo.InvariantCulture),
            To = DateOnly.Parse(to, CultureInfo.InvariantCulture),
            PageSize = 30,
        };

        var answer = await world.Owner.SendAsync(HttpMethod.Get, $"{Route}?next_page_token={place.Write()}");

        Assert.Equal((422, "next_page_token"), (answer.Code, Assert.Single(answer.Fields)));
    }

    [Theory]
    [Engines]
    public async Task An_account_is_walked_user_by_user_and_every_meeting_comes_once_however_small_the_page(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await SyncScene.StartAsync(engine, clock);
        var days = $"from_date={clock.GetUtcNow().AddDays(-60):yyyy-MM-dd}";
        var all = RecordedSince(world.Control, clock.GetUtcNow().AddDays(-60));

        var whole = await world.GetAsync($"{Route}?{days}&page_size=300");
        Assert.Equal(all.Order(StringComparer.Ordinal), Uuids(whole).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Equal(all.Count, whole.GetProperty("total_records").GetInt32());

        foreach (var size in (int[])[1, 2, 3, 7])
        {
            var seen = new List<string>();
            for (var token = ""; token is not null;)
            {
                var page = await world.GetAsync($"{Route}?{days}&page_size={size}{(token.Length > 0 ? $"&next_page_token={token}" : "")}");
                Assert.InRange(Uuids(page).Count, 0, size);
                Assert.Equal(JsonValueKind.Null, page.GetProperty("total_records").ValueKind);
                seen.AddRange(Uuids(page));
                token = page.GetProperty("next_page_token").GetString();
            }

            Assert.Equal(Uuids(whole).Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        }

        Assert.Contains(whole.GetProperty("meetings").EnumerateArray(), one => one.GetProperty("topic").GetString() is "Планёрка отдела продаж");
    }

    [Theory]
    [Engines]
    public async Task A_range_of_years_is_walked_in_windows_of_a_month_and_a_page_asks_Zoom_a_bounded_number_of_times(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await PersonWorld.StartAsync(engine, clock);
        await world.ConnectAsync();
        var seen = new List<string>();
        var pages = 0;
        for (var token = ""; token is not null; pages++)
        {
            world.Control.ClearLog();
            var page = await world.GetAsync($"{Route}?from_date=2016-03-02{(token.Length > 0 ? $"&next_page_token={token}" : "")}");
            Assert.InRange(Listings(world.Control).Count, 1, 30);
            Assert.All(Listings(world.Control), listing => Assert.True(listing.To <= listing.From.AddMonths(1), $"{listing}"));
            seen.AddRange(Uuids(page));
            token = page.GetProperty("next_page_token").GetString();
        }

        Assert.InRange(pages, 5, 6);
        Assert.Equal(
            RecordedSince(world.Control, DateTimeOffset.MinValue, PersonWorld.Maria).Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task A_token_that_is_too_old_altered_or_of_another_question_is_refused_with_what_to_do(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        var token = (await world.GetAsync($"{Route}?page_size=1")).GetProperty("next_page_token").GetString();

        foreach (var query in (string[])[$"page_size=2&next_page_token={token}", $"page_size=1&from_date=2020-01-01&next_page_token={token}", "next_page_token=*", "next_page_token=e30", $"page_size=1&next_page_token={token}x"])
        {
            var answer = await world.Owner.SendAsync(HttpMethod.Get, $"{Route}?{query}");
            Assert.True((answer.Code, Assert.Single(answer.Fields)) is (422, "next_page_token"), $"{query}: {answer.Text}");
        }

        await world.Control.AdvanceClockAsync(TimeSpan.FromMinutes(16), CancellationToken.None);
        var stale = await world.Owner.SendAsync(HttpMethod.Get, $"{Route}?page_size=1&next_page_token={token}");
        Assert.Equal((422, "next_page_token"), (stale.Code, Assert.Single(stale.Fields)));
        Assert.Contains("15 minutes", stale.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task Wrong_days_and_sizes_are_named(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        foreach (var (query, field) in ((string, string)[])[("from_date=yesterday", "from_date"), ("from_date=2026-02-02&to_date=2026-02-01", "from_date"), ("page_size=0", "page_size"), ("page_size=301", "page_size"), ("page_size=x", "page_size")])
        {
            var answer = await world.Owner.SendAsync(HttpMethod.Get, $"{Route}?{query}");
            Assert.True((answer.Code, Assert.Single(answer.Fields)) == (422, field), $"{query}: {answer.Text}");
            Assert.Equal(422, answer.Json.GetProperty("status_code").GetInt32());
        }

        Assert.Equal(0, (await world.GetAsync($"{Route}?from_date=9999-12-30&to_date=9999-12-31")).GetProperty("total_records").GetInt32());
    }

    [Theory]
    [Engines]
    public async Task Without_a_connection_or_while_Zoom_is_away_the_answer_says_what_to_do(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        var stranger = world.Server.Client(await Tenants.NewTenant.AddAsync(world.Server));
        var nothing = await stranger.SendAsync(HttpMethod.Get, Route);
        Assert.Equal((404, "not_connected"), (nothing.Code, nothing.ErrorCode));

        world.Control.AddFault(new FaultRule { Times = null, Status = 503, Body = "" });
        var away = await world.Owner.SendAsync(HttpMethod.Get, Route);
        Assert.Equal((503, "zoom_unavailable"), (away.Code, away.ErrorCode));
        Assert.True(away.Headers.ContainsKey("Retry-After"));
    }

    [Theory]
    [Engines]
    public async Task A_user_whom_Zoom_does_not_show_does_not_end_the_listing_of_the_others(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        world.Control.AddFault(new FaultRule
        {
            Path = $"/v2/users/{world.UserId(PersonWorld.Maria)}/recordings", Times = null, Status = 404, Body = """{"code":1001,"message":"User does not exist."}""",
        });

        var page = await world.GetAsync($"{Route}?page_size=300");

        Assert.NotEmpty(Uuids(page));
        Assert.Contains(world.Server.LogLines, line => line.Contains("of 1 users", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2026-01-31", "2026-03-01", 2)]
    [InlineData("2026-02-01", "2026-03-01", 1)]
    [InlineData("2026-02-01", "2026-03-02", 2)]
    [InlineData("2026-03-01", "2026-03-30", 1)]
    [InlineData("2026-03-01", "2026-03-31", 2)]
    [InlineData("2024-02-29", "2024-02-29", 1)]
    [InlineData("0001-01-01", "0001-02-15", 2)]
    public void Windows_touch_and_never_overlap_and_each_is_a_month_at_most(string first, string last, int count)
    {
        var (from, to) = (Day(first), Day(last));

        var windows = ListingWindows.Between(from, to);

        Assert.Equal(count, windows.Count);
        Assert.Equal((to, from), (windows[0].To, windows[^1].From));
        Assert.All(windows, window => Assert.True(window.From <= window.To && window.To <= window.From.AddMonths(1), $"{window}"));
        Assert.All(windows.Zip(windows.Skip(1)), pair => Assert.Equal(pair.First.From.AddDays(-1), pair.Second.To));
    }

    private static List<string> Uuids(JsonElement page) =>
        [.. page.GetProperty("meetings").EnumerateArray().Select(meeting => meeting.GetProperty("uuid").GetString()!)];

    /// <summary>What the simulated account recorded since that day.</summary>
    private static List<string> RecordedSince(SimulatorControl control, DateTimeOffset since, string? host = null) =>
    [
        .. control.World().Meetings
            .Where(meeting => meeting.StartsAt.UtcDateTime.Date >= since.UtcDateTime.Date && (host is null || meeting.HostEmail == host))
            .Select(meeting => meeting.Uuid),
    ];

    private static IReadOnlyList<(string Host, DateOnly From, DateOnly To)> Listings(SimulatorControl control) =>
        [.. control.Log.Where(request => request.Route == SyncScene.Listing).Select(request =>
        {
            var query = System.Web.HttpUtility.ParseQueryString(request.Query);
            return (request.Path.Split('/')[3], Day(query["from"]!), Day(query["to"]!));
        })];

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
