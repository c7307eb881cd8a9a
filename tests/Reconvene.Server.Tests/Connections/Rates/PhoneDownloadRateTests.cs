using System.Text.Json;
using Reconvene.Server.Connections.Rates.Store;
using Reconvene.Server.Tests.Ledger;
using Reconvene.Server.Tests.Sources;
using Reconvene.Simulator.Control;
using Reconvene.Simulator.Control.Limits;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Connections.Rates;

/// <summary>Downloads of Zoom Phone are calls of its API: what refuses them is the account's limit.</summary>
public sealed class PhoneDownloadRateTests
{
    private const string Download = "/v2/phone/recording/download/{file}";
    private const string Fast = """{"code":429,"message":"You have reached the maximum per-second rate limit for this API. Try again later."}""";
    private const string Daily = """{"code":429,"message":"You have reached the maximum daily rate limit for this API. Refer to the response header for details on when you can make another request."}""";

    private readonly TestClock _clock = new();

    [Theory]
    [Engines]
    public async Task A_429_of_a_phone_download_holds_that_label_for_as_long_as_it_says(TestEngine engine)
    {
        await using var world = await SpacedScene.StartAsync(engine, _clock, new { recording_type = "phone" });
        world.Fault(429, Fast, path: Download, headers: ("Retry-After", "20"));

        await StartAsync(world);
        var medium = await world.UntilAsync(
            () => world.RateAsync("phone", "medium"), rate => rate.GetProperty("last_limited_at").ValueKind is JsonValueKind.String);
        Assert.Equal(0, medium.GetProperty("present_per_second").GetDouble());
        await world.UntilAsync(world.RecordingsAsync, AreHeld);

        var refused = Assert.Single(world.Control.Log, request => request.Status is 429);

        // The clock goes on while the answer is on its way, and what had its turn already left.
        var told = medium.GetProperty("last_limited_at").GetDateTimeOffset();
        Assert.InRange(told, refused.At, refused.At.AddSeconds(1));
        Assert.DoesNotContain(
            world.Control.Log,
            request => IsMedium(world, request) && request.At > told && request.At < refused.At.AddSeconds(20));
    }

    [Theory]
    [Engines]
    public async Task A_daily_limit_that_a_phone_download_meets_puts_that_label_to_sleep(TestEngine engine)
    {
        await using var world = await SpacedScene.StartAsync(engine, _clock, new { recording_type = "phone" });
        world.Fault(429, Daily, path: Download, headers: ("Retry-After", "2026-03-03T06:00:00Z"));

        await StartAsync(world);
        var medium = await world.UntilAsync(
            () => world.RateAsync("phone", "medium"), rate => rate.GetProperty("asleep_until").ValueKind is JsonValueKind.String);

        var morning = new DateTimeOffset(2026, 3, 3, 6, 0, 0, TimeSpan.Zero);
        Assert.Equal(morning, medium.GetProperty("asleep_until").GetDateTimeOffset());
        var alert = Assert.Single(await world.Owner.OpenAlertsAsync(TellSleep.Alert)).GetProperty("message").GetString();
        Assert.Contains("Phone MEDIUM", alert, StringComparison.Ordinal);

        _clock.Advance(morning - _clock.GetUtcNow());
        await world.UntilAsync(world.RecordingsAsync, AreHeld);

        // What had its turn already left while the sleep was written.
        var refused = Assert.Single(world.Control.Log, request => request.Status is 429);
        Assert.DoesNotContain(
            world.Control.Log,
            request => IsMedium(world, request) && request.At > refused.At.AddSeconds(1) && request.At < morning);
    }

    private static bool AreHeld(IReadOnlyList<JsonElement> recordings) => recordings.Count is 10
        && recordings.All(one => one.Files().Where(file => file.Text("file_type") is "MP3").All(file => file.Text("state") is "held"));

    private static bool IsMedium(World world, LoggedRequest request) =>
        request.Route.StartsWith("/v2/phone/", StringComparison.Ordinal)
        && world.Control.Limits.Labels.TryGetValue($"{request.Method} {request.Route}", out var label)
        && label is LimitLabel.Medium;

    private static async Task StartAsync(World world)
    {
        var started = await world.Owner.SendAsync(HttpMethod.Post, $"/api/v1/sources/{world.Source}/sync");
        Assert.True(started.Code is 202, started.Text);
    }
}
