using System.Text.Json;
using Reconvene.Server.Tests.Ledger;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Sources;

/// <summary>A sync that reads many lists at once, and comes to what one at a time comes to.</summary>
public sealed class ParallelSyncTests
{
    private readonly TestClock _clock = new();

    [Theory]
    [Engines]
    public async Task However_many_lists_are_read_at_once_the_result_is_the_same(TestEngine engine)
    {
        var results = new List<string>();
        foreach (var atOnce in (int[])[1, 3, 16])
        {
            var clock = new TestClock();
            await using var world = await SyncScene.StartAsync(engine, clock, AtOnce(atOnce));

            var task = await world.SyncAsync("?from_date=2024-03-02");

            Assert.True(task.State() is "SUCCESS", world.Explain(task));
            results.Add(task.GetProperty("result").GetRawText());
            Assert.Equal((await world.RecordingsAsync()).Count, task.Count("found"));
            await Checker.CheckAsync(world.Server);
        }

        Assert.Single(results.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_first_list_is_read_alone_and_then_as_many_at_once_as_the_setting_says()
    {
        await using var world = await SyncScene.StartAsync(TestEngine.Sqlite, _clock, AtOnce(3));
        world.Control.AddFault(new FaultRule { Path = SyncScene.Listing, Gate = "first" });
        world.Control.AddFault(new FaultRule { Path = SyncScene.Listing, Gate = "then", Times = 3 });

        var started = await world.Owner.SendAsync(HttpMethod.Post, $"/api/v1/sources/{world.Source}/sync?from_date=2025-03-02");
        await world.ListingsAsync(1);
        world.Control.ReleaseGate("first");
        await world.ListingsAsync(4);
        Assert.Equal(4, world.Listings().Count);

        // A reader waits at Zoom, and the server still writes.
        var renamed = await world.Owner.SendAsync(HttpMethod.Patch, $"/api/v1/sources/{world.Source}", """{"name":"Renamed"}""");
        Assert.Equal(200, renamed.Code);
        world.Control.ReleaseGate("then");
        await world.DrainAsync();
        Assert.Equal("SUCCESS", (await world.TaskAsync(started)).State());
    }

    [Theory]
    [Engines]
    public async Task A_day_without_calls_in_the_middle_is_waited_out_and_nothing_is_read_twice(TestEngine engine)
    {
        await using var undisturbed = await SyncScene.StartAsync(engine, new TestClock(), AtOnce(1));
        var expected = (await undisturbed.SyncAsync("?from_date=2024-03-02&to_date=2026-03-02")).GetProperty("result").GetRawText();
        await using var world = await SyncScene.StartAsync(engine, _clock, AtOnce(4));
        world.Control.AddFault(new FaultRule
        {
            Path = SyncScene.Listing, Nth = 40, Status = 429,
            Body = """{"code":429,"message":"You have reached the maximum daily rate limit for this API."}""",
        });

        var task = await world.SyncAsync("?from_date=2024-03-02&to_date=2026-03-02");
        Assert.Equal("RETRY", task.State());
        task = await world.LaterAsync(task, TimeSpan.FromHours(15));

        Assert.True(task.State() is "SUCCESS", world.Explain(task));
        Assert.Equal(undisturbed.Listings().Count + 1, world.Listings().Count);
        Assert.Equal(undisturbed.Listings().Order(), world.Listings().Distinct().Order());
        Assert.Equal(expected, task.GetProperty("result").GetRawText());
    }

    [Theory]
    [Engines]
    public async Task A_sync_that_is_cancelled_ends_at_once_though_many_lists_are_under_way_and_proves_nothing(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock, AtOnce(5));
        world.Control.AddFault(new FaultRule { Path = SyncScene.Listing, Nth = 3, Times = null, Gate = "never" });
        var started = await world.Owner.SendAsync(HttpMethod.Post, $"/api/v1/sources/{world.Source}/sync?from_date=2025-03-02");
        await world.ListingsAsync(6);

        await world.Owner.SendAsync(HttpMethod.Delete, $"/api/v1/tasks/{started.Json.GetProperty("task_id").GetString()}");
        await world.DrainAsync();

        Assert.Equal("CANCELLED", (await world.TaskAsync(started)).State());
        world.Control.ClearFaults();
        Assert.All(
            (await world.GetAsync("/api/v1/ledger?from=2025-03-02")).EnumerateArray(),
            day => Assert.Equal(JsonValueKind.Null, day.GetProperty("checked_at").ValueKind));
    }

    [Theory]
    [Engines]
    public async Task A_recording_that_appears_between_two_pages_is_found_and_counted_once(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        var priya = world.UserId("priya.nair@sim.example");
        await world.OnlyAsync(priya);
        for (var number = 0; number < 301; number++)
        {
            await world.HoldQuietlyAsync($"One of many {number}", "transcript");
        }

        // What is made of them is not this test's matter.
        world.Fault(503, times: null, path: "/v2/meetings/{meeting}/recordings");
        world.Control.AddFault(new FaultRule { Path = SyncScene.Listing, Nth = 2, Gate = "second page" });
        var started = await world.Owner.SendAsync(HttpMethod.Post, $"/api/v1/sources/{world.Source}/sync?from_date=2026-03-02");
        await world.ListingsAsync(2);
        await world.HoldQuietlyAsync("Appeared meanwhile", "transcript");
        world.Control.ReleaseGate("second page");
        await world.DrainAsync();

        var task = await world.TaskAsync(started);
        Assert.True(task.State() is "SUCCESS", world.Explain(task));
        Assert.Equal(task.Count("announced"), task.Count("listed"));
        if (task.Count("found") < 302)
        {
            // A list that was as it had been before is whole too: the next sync has the newcomer.
            task = await world.SyncAsync("?from_date=2026-03-02");
        }

        Assert.Equal(302, task.Count("found"));
        var days = (await world.GetAsync("/api/v1/ledger?from=2026-03-02")).EnumerateArray();
        Assert.Equal(302, Assert.Single(days).GetProperty("recordings").GetInt32());
    }

    [Theory]
    [Engines]
    public async Task A_list_that_goes_on_for_ever_with_ever_new_tokens_is_stopped_and_says_so(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        await world.OnlyAsync(world.Maria());
        const string Same = """{"uuid":"again-and-again==","id":7,"topic":"Again","start_time":"2026-02-20T09:00:00Z","duration":1,"recording_files":[]}""";
        foreach (var (number, meeting) in ((int, string)[])[(1, ""), (2, Same)])
        {
            for (var page = 0; page < 60; page++)
            {
                world.Fault(200, $$"""{"total_records":0,"page_size":300,"next_page_token":"token-{{page}}","meetings":[{{meeting}}]}""");
            }

            world.Control.ClearLog();

            var task = await world.SyncAsync($"?from_date=2026-02-1{number}");

            Assert.Equal("RETRY", task.State());
            Assert.Contains("does not end", task.Error(), StringComparison.Ordinal);
            Assert.InRange(world.Listings().Count, 10, 40);
            world.Control.ClearFaults();
            Assert.Equal("SUCCESS", (await world.EndAsync(task)).State());
        }
    }

    [Theory]
    [Engines]
    public async Task A_source_of_one_user_reads_that_user_alone_and_each_time_a_meeting_was_held_stands_by_itself(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        await world.OnlyAsync(world.Maria());

        var task = await world.SyncAsync("?from_date=2026-02-01");

        Assert.True(task.State() is "SUCCESS", world.Explain(task));
        Assert.All(world.Listings(), listing => Assert.Equal(world.Maria(), listing.Host));
        Assert.DoesNotContain("GET /v2/users", world.Control.RouteCounts.Keys, StringComparer.Ordinal);
        var weekly = world.Control.World().Meetings.Where(meeting => meeting.Topic.StartsWith("Weekly", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, weekly.Count);
        Assert.Single(weekly.Select(meeting => meeting.Number).Distinct());
        var found = (await world.RecordingsAsync()).Where(one => one.GetProperty("topic").GetString()!.StartsWith("Weekly", StringComparison.Ordinal));
        Assert.Equal(
            weekly.Select(meeting => meeting.Uuid).Order(StringComparer.Ordinal),
            found.Select(one => one.GetProperty("meeting_uuid").GetString()!).Order(StringComparer.Ordinal));
    }

    private static Dictionary<string, string> AtOnce(int lists) =>
        new(StringComparer.Ordinal) { ["Sources:ParallelListings"] = lists.ToString(System.Globalization.CultureInfo.InvariantCulture) };
}
