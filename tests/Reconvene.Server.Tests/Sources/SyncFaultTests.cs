using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Sources;

/// <summary>Zoom slow, away, or answering nonsense while a sync reads it.</summary>
public sealed class SyncFaultTests
{
    private readonly TestClock _clock = new();

    [Theory]
    [InlineData("17", 17)]
    [InlineData("2026-03-02T09:00:41Z", 41)]
    [InlineData("Mon, 02 Mar 2026 09:01:30 GMT", 90)]
    public async Task A_429_is_waited_out_exactly_as_long_as_it_says(string retryAfter, int seconds)
    {
        await using var world = await SyncScene.StartAsync(TestEngine.Sqlite, _clock);
        await world.OnlyAsync(world.Maria());
        world.Fault(429, """{"code":429,"message":"You have reached the maximum per-second rate limit for this API."}""", headers: ("Retry-After", retryAfter));

        var task = await world.SyncAsync("?from_date=2026-02-10");
        Assert.Equal("RETRY", task.State());
        task = await world.LaterAsync(task, TimeSpan.FromSeconds(seconds - 1));
        Assert.Equal(("RETRY", 1), (task.State(), world.Listings().Count));

        task = await world.LaterAsync(task, TimeSpan.FromSeconds(1));
        Assert.Equal(("SUCCESS", 2), (task.State(), world.Listings().Count));
    }

    [Theory]
    [Engines]
    public async Task The_daily_limit_is_waited_out_until_the_next_day_begins_in_UTC(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        await world.OnlyAsync(world.Maria());
        world.Fault(429, """{"code":429,"message":"You have reached the maximum daily rate limit for this API."}""");

        var task = await world.SyncAsync("?from_date=2026-02-10");
        task = await world.LaterAsync(task, new DateTimeOffset(2026, 3, 2, 23, 59, 59, TimeSpan.Zero) - _clock.GetUtcNow());
        Assert.Equal(("RETRY", 1), (task.State(), world.Listings().Count));

        Assert.Equal("SUCCESS", (await world.LaterAsync(task, TimeSpan.FromSeconds(1))).State());
    }

    [Theory]
    [Engines]
    public async Task An_outage_is_retried_and_what_was_read_before_it_is_not_read_again(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(
            engine, _clock, new(StringComparer.Ordinal) { ["Sources:ParallelListings"] = "1" });
        await world.OnlyAsync(world.Maria());
        world.Control.AddFault(new FaultRule { Path = SyncScene.Listing, Nth = 3, Status = 503, Body = "upstream is away" });
        world.Control.AddFault(new FaultRule { Path = SyncScene.Listing, Nth = 3, Reset = true });
        world.Control.AddFault(new FaultRule { Path = SyncScene.Listing, Nth = 3, CutAfterBytes = 40 });

        var task = await world.SyncAsync("?from_date=2025-12-01");
        Assert.Equal("RETRY", task.State());
        task = await world.EndAsync(task);

        Assert.True(task.State() is "SUCCESS", world.Explain(task));

        // Each fault takes one request, and the fourth is answered. After the reset it may be the platform that asks again and
        // not the job, because no byte of an answer had come: that is one request all the same.
        Assert.Equal([1, 1, 4, 1], world.Listings().CountBy(listing => listing).Select(window => window.Value));
        Assert.Equal((await world.RecordingsAsync()).Count, task.Count("found"));
    }

    [Theory]
    [Engines]
    public async Task A_call_that_is_never_answered_is_given_up_in_time_and_made_again(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        await world.OnlyAsync(world.Maria());
        world.Control.AddFault(new FaultRule { Path = SyncScene.Listing, Gate = "never" });

        var started = await world.Owner.SendAsync(HttpMethod.Post, $"/api/v1/sources/{world.Source}/sync?from_date=2026-02-10");
        await world.Control.WaitForRequestAsync(request => request.Route == SyncScene.Listing, CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(100));
        await world.DrainAsync();
        var task = await world.GetAsync($"/api/v1/tasks/{started.Json.GetProperty("task_id").GetString()}");
        Assert.Equal("RETRY", task.State());
        world.Control.ClearFaults();

        Assert.Equal("SUCCESS", (await world.EndAsync(task)).State());
    }

    [Theory]
    [Engines]
    public async Task An_outage_that_does_not_end_is_given_up_with_its_reason_and_a_retry_takes_it_up(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(
            engine, _clock, new(StringComparer.Ordinal) { ["Jobs:Attempts"] = "3" });
        await world.OnlyAsync(world.Maria());
        world.Fault(502, "<html>Bad gateway</html>", times: null);

        var task = await world.EndAsync(await world.SyncAsync("?from_date=2026-02-10"));
        Assert.Equal("FAILURE", task.State());
        Assert.Contains("502", task.Error(), StringComparison.Ordinal);
        Assert.Equal(3, world.Listings().Count);

        world.Control.ClearFaults();
        var again = await world.Owner.SendAsync(HttpMethod.Post, $"/api/v1/tasks/{task.GetProperty("task_id").GetString()}/retry");
        Assert.Equal(202, again.Code);
        await world.DrainAsync();
        Assert.Equal("SUCCESS", (await world.GetAsync($"/api/v1/tasks/{task.GetProperty("task_id").GetString()}")).State());
    }

    [Theory]
    [InlineData("<!doctype html><title>Sign in</title>")]
    [InlineData("<?xml version=\"1.0\"?><error><code>500</code><message>x</message></error>")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"total_records\":1,\"meetings\":[{\"uuid\":\"abc\",")]
    [InlineData("{\"total_records\":1,\"meetings\":\"none\"}")]
    public async Task A_body_that_is_no_listing_is_tried_again_and_never_taken_for_an_empty_one(string body)
    {
        await using var world = await SyncScene.StartAsync(TestEngine.Sqlite, _clock);
        await world.OnlyAsync(world.Maria());
        world.Fault(200, body);

        var task = await world.SyncAsync("?from_date=2026-02-10");
        Assert.True(task.State() is "RETRY", world.Explain(task));
        Assert.Empty(await world.RecordingsAsync());

        task = await world.EndAsync(task);
        Assert.Equal("SUCCESS", task.State());
        Assert.NotEqual(0, task.Count("found"));
    }

    [Theory]
    [Engines]
    public async Task What_cannot_be_read_is_named_in_the_result_and_what_is_merely_odd_is_taken(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        await world.OnlyAsync(world.Maria());
        var longUuid = new string('u', 300);
        world.Fault(200, $$"""
            {
              "from": 7, "page_count": "1", "page_size": "300", "total_records": "6", "next_page_token": null, "weather": {"sun": true},
              "meetings": [
                {"uuid":"odd-one==","id":"91234567890","topic":"Odd \u0000 one","type":77,"start_time":"2026-03-01T10:00:00Z","duration":"12","total_size":"345","recording_count":"2","mood":"good",
                 "host_id":"{{new string('h', 300)}}","timezone":"{{new string('z', 300)}}",
                 "recording_files":[
                   {"id":"file-1","file_type":"HOLOGRAM","file_extension":"H/../","file_size":"123","recording_start":"","recording_end":"","recording_type":"dream_view","status":"dreaming"},
                   {"id":"file-2","file_type":"MP4","file_size":{"bytes":1},"status":"completed"},
                   {"id":"{{new string('f', 400)}}","file_type":"M4A","status":"processing"}]},
                {"id":1,"topic":"no uuid"},
                {"uuid":["x"]},
                {"uuid":"{{longUuid}}"},
                {"uuid":"nul\u0000byte=="},
                null
              ]
            }
            """);

        var task = await world.SyncAsync("?from_date=2026-02-10");

        Assert.True(task.State() is "SUCCESS", world.Explain(task));
        Assert.Equal((6, 6, 1), (task.Count("announced"), task.Count("listed"), task.Count("found")));
        var unreadable = task.GetProperty("result").GetProperty("unreadable").EnumerateArray().Select(one => one.GetString()!).ToList();
        foreach (var place in new[] { "$.meetings[1]", "$.meetings[2]", "$.meetings[5]", "recording_files[1]" })
        {
            Assert.Contains(unreadable, text => text.Contains(place, StringComparison.Ordinal));
        }

        Assert.Equal(2, unreadable.Count(text => text.Contains("uuid", StringComparison.Ordinal) && text.Contains("200 characters", StringComparison.Ordinal)));
        Assert.Contains(unreadable, text => text.Contains("file", StringComparison.Ordinal) && text.Contains("300 characters", StringComparison.Ordinal));
        var recording = Assert.Single(await world.RecordingsAsync());
        Assert.Equal("Odd \uFFFD one", recording.GetProperty("topic").GetString());
        var hologram = Assert.Single(recording.GetProperty("files").EnumerateArray());
        Assert.Equal(
            ("HOLOGRAM", "dream_view"),
            (hologram.GetProperty("file_type").GetString(), hologram.GetProperty("recording_type").GetString()));
    }

    [Theory]
    [Engines]
    public async Task A_cancelled_sync_stops_and_says_so(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        world.Fault(503, "", times: null);
        var task = await world.SyncAsync("?from_date=2026-02-10");
        Assert.Equal("RETRY", task.State());

        var path = $"/api/v1/tasks/{task.GetProperty("task_id").GetString()}";
        Assert.True((await world.Owner.SendAsync(HttpMethod.Delete, path)).Code is 200 or 202 or 204);
        await world.DrainAsync();

        Assert.Equal("CANCELLED", (await world.GetAsync(path)).State());
        var listings = world.Listings().Count;
        _clock.Advance(TimeSpan.FromHours(2));
        await world.DrainAsync();
        Assert.Equal(listings, world.Listings().Count);
    }
}
