using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Jobs;
using Reconvene.Server.Jobs.Scheduling;
using Reconvene.Server.Jobs.Scheduling.Cron;
using Reconvene.Server.Tests.Ledger;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Sources;

/// <summary>Syncs that nobody asks for.</summary>
public sealed class ScheduleTests
{
    private const string Route = "/api/v1/sources/1";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // A Monday, nine in the morning.
    private readonly TestClock _clock = new();

    [Theory]
    [InlineData("""{"schedule":"* * * * *"}""", "schedule", "five minutes")]
    [InlineData("""{"schedule":"0,2 8 * * *"}""", "schedule", "five minutes")]
    [InlineData("""{"schedule":"0 0 30 2 *"}""", "schedule", "never due")]
    [InlineData("""{"schedule":"often"}""", "schedule", "five fields")]
    [InlineData("""{"schedule":""}""", "schedule", "five fields")]
    [InlineData("""{"schedule":"61 * * * *"}""", "schedule", "not a cron expression")]
    [InlineData("""{"schedule":"0 6 * * *","schedule_timezone":"Tallinn"}""", "schedule_timezone", "Europe/Tallinn")]
    [InlineData("""{"schedule":"0 6 * * *","schedule_timezone":"FLE Standard Time"}""", "schedule_timezone", "Europe/Tallinn")]
    [InlineData("""{"schedule":"off","schedule_timezone":"UTC"}""", "schedule_timezone", "cron expression")]
    [InlineData("""{"schedule":5}""", "schedule", "")]
    public async Task A_schedule_that_cannot_be_kept_is_refused_by_name(string body, string field, string words)
    {
        await using var world = await SyncScene.StartAsync(TestEngine.Sqlite, _clock);

        var answer = await world.Owner.SendAsync(HttpMethod.Patch, Route, body);

        Assert.True(answer.Code is 422, answer.Text);
        Assert.Equal([field], answer.Fields);
        Assert.Contains(words, answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task A_schedule_is_shown_with_its_next_moment_by_its_own_clock_changed_and_taken_back(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);

        Assert.Equal((null, null, null), await PatchAsync(world, "{}"));
        Assert.Equal(("30 6 * * 1-5", "Europe/Tallinn", "2026-03-03T04:30:00Z"), await PatchAsync(world, """{"schedule":" 30 6 * * 1-5 ","schedule_timezone":"Europe/Tallinn"}"""));
        Assert.Equal(("0 0 12 ? * SUN", "Europe/Tallinn", "2026-03-08T10:00:00Z"), await PatchAsync(world, """{"schedule":"0 0 12 ? * SUN"}"""));
        Assert.Equal(("0 0 12 ? * SUN", "UTC", "2026-03-08T12:00:00Z"), await PatchAsync(world, """{"schedule_timezone":"UTC"}"""));
        Assert.Equal(("0 12 * * 0", "UTC", "2026-03-08T12:00:00Z"), await PatchAsync(world, """{"schedule":"0 12 * * 0"}"""));
        Assert.Equal(("off", "UTC", null), await PatchAsync(world, """{"schedule":"OFF"}"""));
        Assert.Equal((null, null, null), await PatchAsync(world, """{"schedule":"default"}"""));
        Assert.Equal(("0 7 * * *", null, null), await PatchAsync(world, """{"schedule":"0 7 * * *","is_active":false}"""));
        var made = await world.Owner.SendAsync(HttpMethod.Post, "/api/v1/sources", JsonSerializer.Serialize(new
        {
            name = "Scheduled", platform = "zoom", credential_id = world.Credential, schedule = "0 7 * * *", schedule_timezone = "Asia/Tokyo",
        }));
        Assert.Equal(("0 7 * * *", "Asia/Tokyo", "2026-03-02T22:00:00Z"), Times(made.Json));
    }

    [Fact]
    public async Task Without_a_schedule_a_source_is_synced_once_a_day_each_at_a_moment_of_its_own()
    {
        await using var world = await SyncScene.StartAsync(
            TestEngine.Sqlite, _clock, new(StringComparer.Ordinal) { ["Sources:SyncEvery"] = "06:00:00" });
        for (var number = 0; number < 20; number++)
        {
            await world.Owner.SendAsync(
                HttpMethod.Post, "/api/v1/sources", $$"""{"name":"s{{number}}","platform":"zoom","credential_id":{{world.Credential}}}""");
        }

        var next = (await world.GetAsync("/api/v1/sources?limit=100")).GetProperty("items").EnumerateArray()
            .Select(source => source.GetProperty("next_run_at").GetDateTimeOffset()).ToList();

        Assert.Equal(21, next.Distinct().Count());
        Assert.All(next, at => Assert.InRange(at, _clock.GetUtcNow(), _clock.GetUtcNow().AddHours(6)));
        Assert.True(next.Max() - next.Min() > TimeSpan.FromHours(4));
    }

    [Theory]
    [Engines]
    public async Task What_is_due_runs_once_covers_what_was_not_covered_and_follows_a_change_and_the_end_of_its_source(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        await PatchAsync(world, """{"schedule":"0 10 * * *"}""");
        await KeepAsync(world);

        _clock.Advance(TimeSpan.FromHours(1));
        await RanAsync(world, since: null);
        var first = Assert.Single(await SyncsAsync(world));
        Assert.Equal(("SUCCESS", "2026-02-01", "2026-03-02"), (first.State(), Day(first, "from"), Day(first, "to")));

        _clock.Advance(TimeSpan.FromDays(1));
        await RanAsync(world, since: "2026-03-02T10:00:00Z");
        Assert.Equal("2026-02-28", Day((await SyncsAsync(world))[0], "from"));

        await PatchAsync(world, """{"schedule":"0 12 * * *"}""");
        await KeepAsync(world);
        _clock.Advance(TimeSpan.FromHours(2));
        await RanAsync(world, since: "2026-03-03T10:00:00Z");
        Assert.Equal(3, (await SyncsAsync(world)).Count);

        var other = await world.Owner.SendAsync(
            HttpMethod.Post, "/api/v1/sources", $$"""{"name":"other","platform":"zoom","credential_id":{{world.Credential}},"schedule":"0 13 * * *"}""");
        await world.Owner.SendAsync(HttpMethod.Delete, Route);
        await KeepAsync(world);
        _clock.Advance(TimeSpan.FromDays(1));
        await RanAsync(world, since: null, other.Json.GetProperty("id").GetInt64());
        Assert.Equal(4, (await SyncsAsync(world)).Count);
    }

    [Theory]
    [Engines]
    public async Task A_first_sync_of_today_alone_does_not_stand_for_the_month_before_its_source_was_made(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        await PatchAsync(world, """{"schedule":"0 10 * * *"}""");
        await KeepAsync(world);
        await world.SyncAsync("?from_date=2026-03-02");

        _clock.Advance(TimeSpan.FromHours(1));
        await RanAsync(world, since: null);
        Assert.Equal("2026-02-01", Day((await SyncsAsync(world))[0], "from"));

        _clock.Advance(TimeSpan.FromDays(1));
        await RanAsync(world, since: "2026-03-02T10:00:00Z");
        Assert.Equal("2026-02-28", Day((await SyncsAsync(world))[0], "from"));
    }

    [Theory]
    [InlineData(23)]
    [InlineData(24 * 9)]
    public async Task Of_many_moments_that_were_missed_one_sync_makes_up_for_all(int hours)
    {
        await using var world = await SyncScene.StartAsync(TestEngine.Sqlite, _clock);
        await PatchAsync(world, """{"schedule":"*/30 * * * *"}""");
        await KeepAsync(world);
        await world.Server.StopAsync();
        _clock.Advance(TimeSpan.FromHours(hours));

        await world.Server.RestartAsync();
        var owner = await world.Server.OwnerAsync();
        await RanAsync(world, since: null, owner: owner);

        Assert.Single(await SyncsAsync(world, owner));
    }

    [Theory]
    [Engines]
    public async Task What_was_due_while_the_machine_slept_for_days_is_made_up_for_after_it(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        await PatchAsync(world, """{"schedule":"0 10 * * *"}""");
        await KeepAsync(world);
        var scheduler = world.Server.Services.GetRequiredService<StepScheduler>();
        await scheduler.StandByAsync(CancellationToken.None);
        _clock.Advance(TimeSpan.FromDays(9));
        await scheduler.Scheduler.Start(CancellationToken.None);

        await KeepAsync(world);
        await RanAsync(world, since: null);

        Assert.Single(await SyncsAsync(world));
        Assert.Equal("2026-03-11T10:00:00Z", (await PatchAsync(world, "{}")).Next);
    }

    [Fact]
    public async Task Of_two_nodes_one_takes_what_is_due()
    {
        await using var world = await SyncScene.StartAsync(TestEngine.Postgres, _clock);
        await using var second = await world.Server.SecondNodeAsync();
        await PatchAsync(world, """{"schedule":"0 * * * *"}""");
        await KeepAsync(world);
        string? last = null;
        for (var hour = 1; hour <= 4; hour++)
        {
            _clock.Advance(TimeSpan.FromHours(1));
            last = await RanAsync(world, last);
        }

        var syncs = await SyncsAsync(world);
        Assert.Equal(4, syncs.Count);
        Assert.All(syncs, task => Assert.Equal("SUCCESS", task.State()));
    }

    [Theory]
    [Engines]
    public async Task After_a_day_down_without_events_the_first_sync_closes_the_gap_unasked_and_the_ledger_proves_it(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(
            engine, _clock, new(StringComparer.Ordinal) { ["Sources:SyncEvery"] = "1.00:00:00" });
        await world.SyncAsync();
        await KeepAsync(world);
        await world.Server.StopAsync();
        world.Control.WebhookTarget = null;
        _clock.Advance(TimeSpan.FromHours(12));
        var lost = await world.HoldQuietlyAsync("Held while we were down", "audio", "transcript");
        _clock.Advance(TimeSpan.FromHours(12));

        await world.Server.RestartAsync();
        var owner = await world.Server.OwnerAsync();
        await RanAsync(world, since: null, owner: owner);

        var recordings = await owner.SendAsync(HttpMethod.Get, "/api/v1/recordings?limit=300");
        var found = Assert.Single(
            recordings.Json.GetProperty("items").EnumerateArray(), one => one.GetProperty("topic").GetString() == "Held while we were down");
        Assert.Equal("ready", found.State());
        world.HoldsWhatZoomHas(found, lost.Meeting.Uuid);
        var days = await owner.SendAsync(HttpMethod.Get, "/api/v1/ledger?from=2026-03-02&to=2026-03-03");
        Assert.Equal(2, days.Json.GetArrayLength());
        Assert.All(days.Json.EnumerateArray(), day =>
        {
            Assert.True(day.GetProperty("is_complete").GetBoolean(), day.GetRawText());
            Assert.Equal(_clock.GetUtcNow(), day.GetProperty("checked_at").GetDateTimeOffset());
        });
    }

    [Theory]
    [InlineData("30 3 * * *", "2026-03-28T12:00:00Z", "2026-03-30T00:30:00Z", 2)]
    [InlineData("30 3 * * *", "2026-10-24T12:00:00Z", "2026-10-26T01:30:00Z", 2)]
    [InlineData("30 6 * * *", "2026-03-28T12:00:00Z", "2026-03-30T03:30:00Z", 2)]
    public void When_the_clocks_change_what_is_due_once_a_day_is_due_once_that_day(string schedule, string from, string last, int times)
    {
        var plan = new CronPlan("1", CronText.Read(schedule, out _)!, "Europe/Tallinn");
        var due = new List<string>();
        for (var at = CronText.NextAfter(plan, Moment(from)); at <= Moment(last); at = CronText.NextAfter(plan, at.Value))
        {
            due.Add(at.Value.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        }

        Assert.True(due.Count == times && due[^1] == last, string.Join(' ', due));

        static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
    }

    private static Task KeepAsync(World world) => world.Server.Services.GetRequiredService<CronKeeper>().KeepAsync(CancellationToken.None);

    /// <summary>Waits until the source ran by itself, and for all that came of it. When that was.</summary>
    private static async Task<string> RanAsync(World world, string? since, long source = 1, HttpClient? owner = null)
    {
        using var told = world.Server.Services.GetRequiredService<JobChanges>().Listen(null);
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var view = await (owner ?? world.Owner).SendAsync(HttpMethod.Get, $"/api/v1/sources/{source}");
            var last = view.Json.GetProperty("last_run_at").GetString();
            if (last is not null && last != since)
            {
                await world.DrainAsync();
                return last;
            }

            Assert.False(limit.IsCancellationRequested, view.Text);
            await told.WaitAsync(TimeSpan.FromMilliseconds(200), TimeProvider.System, CancellationToken.None);
        }
    }

    private static async Task<IReadOnlyList<JsonElement>> SyncsAsync(World world, HttpClient? owner = null)
    {
        var tasks = await (owner ?? world.Owner).SendAsync(HttpMethod.Get, "/api/v1/tasks?kind=sync-source&limit=100");
        return [.. tasks.Json.GetProperty("items").EnumerateArray()];
    }

    private static string? Day(JsonElement task, string name) => task.GetProperty("result").GetProperty(name).GetString();

    private static async Task<(string? Schedule, string? Zone, string? Next)> PatchAsync(World world, string body)
    {
        var answer = await world.Owner.SendAsync(HttpMethod.Patch, Route, body);
        Assert.True(answer.Code is 200, answer.Text);
        return Times(answer.Json);
    }

    private static (string? Schedule, string? Zone, string? Next) Times(JsonElement source) => (
        source.GetProperty("schedule").GetString(),
        source.GetProperty("schedule_timezone").GetString(),
        source.GetProperty("next_run_at").GetString());
}
