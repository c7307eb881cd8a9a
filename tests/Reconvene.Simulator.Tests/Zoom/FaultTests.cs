using System.Diagnostics;
using System.Net;
using Reconvene.Simulator.Control;
using Reconvene.Simulator.Tests.Kit;

namespace Reconvene.Simulator.Tests.Zoom;

public class FaultTests
{
    private const string Users = "/v2/users";

    [Fact]
    public async Task Only_the_scripted_calls_are_struck()
    {
        await using var sim = await Sim.StartAsync();
        sim.Control.AddFault(new FaultRule
        {
            Path = Users,
            Nth = 2,
            Times = 2,
            Status = 429,
            Body = """{"code":429,"message":"You have reached the maximum per-second rate limit for this API. Try again later."}""",
            Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Retry-After"] = "2026-08-20T00:00:00Z" },
        });
        var statuses = new List<int>();
        for (var i = 0; i < 5; i++)
        {
            using var answer = await sim.SendAsync(HttpMethod.Get, Users);
            statuses.Add((int)answer.StatusCode);
            Assert.Equal(answer.StatusCode == HttpStatusCode.TooManyRequests, answer.Headers.Contains("Retry-After"));
        }

        Assert.Equal("200 429 429 200 200", string.Join(' ', statuses));
        Assert.Equal(2, sim.Control.Log.Count(request => request.WasFaulty));
    }

    [Fact]
    public async Task A_rule_can_name_a_route_and_a_method()
    {
        await using var sim = await Sim.StartAsync();
        sim.Control.AddFault(new FaultRule { Method = "GET", Path = "/v2/users/{user}/recordings", Times = null, Status = 403, Body = "{}" });

        using var struck = await sim.SendAsync(HttpMethod.Get, "/v2/users/me/recordings");
        using var spared = await sim.SendAsync(HttpMethod.Get, "/v2/users/me");

        Assert.Equal(HttpStatusCode.Forbidden, struck.StatusCode);
        Assert.Equal(HttpStatusCode.OK, spared.StatusCode);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(10_000, false)]
    [InlineData(10_000, true)]
    public async Task A_connection_ends_after_so_many_bytes(int bytes, bool reset)
    {
        await using var sim = await Sim.StartAsync();
        var file = await LargeFileAsync(sim);
        sim.Control.AddFault(new FaultRule { Path = "/rec/download/*", CutAfterBytes = bytes, Reset = reset });
        using var arrived = new MemoryStream();

        var failure = await Record.ExceptionAsync(async () =>
        {
            using var answer = await sim.SendAsync(HttpMethod.Get, file.DownloadPath);
            await using var body = await answer.Content.ReadAsStreamAsync(sim.Cancellation);
            await body.CopyToAsync(arrived, sim.Cancellation);
        });

        Assert.True(failure is HttpRequestException or IOException, failure?.ToString());
        Assert.InRange(arrived.Length, reset ? 0 : bytes, bytes);
        var noted = await sim.Control.WaitForRequestAsync(request => request is { WasFaulty: true, IsFinished: true }, sim.Cancellation);
        Assert.Equal(bytes, noted.BytesSent);
        Assert.Equal(file.LengthBytes, (await sim.DownloadAsync(file.DownloadPath)).Length);
    }

    [Fact]
    public async Task Every_byte_that_was_sent_before_a_connection_ends_arrives_however_late_it_is_read()
    {
        const int Bytes = 100_000;
        await using var sim = await Sim.StartAsync();
        var file = await LargeFileAsync(sim);
        sim.Control.AddFault(new FaultRule { Path = "/rec/download/*", CutAfterBytes = Bytes });
        using var answer = await sim.SendAsync(HttpMethod.Get, file.DownloadPath);
        await sim.Control.WaitForRequestAsync(request => request is { WasFaulty: true, IsFinished: true }, sim.Cancellation);
        using var arrived = new MemoryStream();

        await using var body = await answer.Content.ReadAsStreamAsync(sim.Cancellation);
        var failure = await Assert.ThrowsAsync<HttpIOException>(() => body.CopyToAsync(arrived, sim.Cancellation));

        Assert.Equal((HttpRequestError.ResponseEnded, Bytes), (failure.HttpRequestError, arrived.Length));
    }

    [Fact]
    public async Task A_dripping_answer_is_slow_and_whole()
    {
        await using var sim = await Sim.StartAsync();
        sim.Control.AddFault(new FaultRule { Path = Users, BytesPerSecond = 5_000 });
        var watch = Stopwatch.StartNew();

        var body = await sim.GetAsync(Users);

        Assert.Equal(3, body["users"]!.AsArray().Count);
        Assert.True(watch.Elapsed > TimeSpan.FromMilliseconds(200), watch.Elapsed.ToString());
    }

    [Fact]
    public async Task An_answer_can_be_lost_after_the_work_was_done()
    {
        await using var sim = await Sim.StartAsync();
        var held = await sim.Control.HoldMeetingAsync(new HoldMeeting { Files = ["chat"] }, sim.Cancellation);
        var path = $"/v2/meetings/{held.Meeting.Number}/recordings";
        sim.Control.AddFault(new FaultRule { Method = "DELETE", LoseAnswer = true });

        await Assert.ThrowsAsync<HttpRequestException>(() => sim.SendAsync(HttpMethod.Delete, path));

        await sim.GetAsync(path, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Calls_wait_at_a_gate_until_it_opens()
    {
        await using var sim = await Sim.StartAsync();
        sim.Control.AddFault(new FaultRule { Path = "/oauth/token", Times = 2, Gate = "refresh" });

        var first = sim.AskTokenAsync();
        var second = sim.AskTokenAsync();
        await sim.Control.WaitForRequestAsync(request => request.Number == 2, sim.Cancellation);
        var bothWait = !first.IsCompleted && !second.IsCompleted;
        sim.Control.ReleaseGate("refresh");
        using var one = await first;
        using var two = await second;

        Assert.True(bothWait);
        Assert.Equal(HttpStatusCode.OK, one.StatusCode);
        Assert.Equal(HttpStatusCode.OK, two.StatusCode);
    }

    [Fact]
    public async Task A_redirect_to_anywhere_can_be_scripted()
    {
        await using var sim = await Sim.StartAsync();
        sim.Control.AddFault(new FaultRule { Path = "/rec/*", RedirectTo = "https://zoom.us.evil.example/x" });

        using var answer = await sim.SendAsync(HttpMethod.Get, sim.Control.Files()[0].DownloadPath);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("zoom.us.evil.example", answer.Headers.Location!.Host);
    }

    [Fact]
    public async Task Chance_is_the_same_for_the_same_seed()
    {
        var first = await StruckAsync(7);
        var again = await StruckAsync(7);
        var other = await StruckAsync(8);

        Assert.Equal(first, again);
        Assert.NotEqual(first, other, StringComparer.Ordinal);
        Assert.Contains("1", first, StringComparison.Ordinal);
        Assert.Contains("0", first, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_tells_who_came_with_what()
    {
        await using var sim = await Sim.StartAsync();
        var token = await sim.TokenAsync();

        using var known = await sim.SendAsync(HttpMethod.Get, Users + "?page_size=1", token);
        using var stranger = await sim.SendAsync(HttpMethod.Get, Users, "stranger");
        using var nobody = await sim.Http.GetAsync("/nowhere", sim.Cancellation);
        await nobody.Content.ReadAsByteArrayAsync(sim.Cancellation);
        await sim.Control.WaitForRequestAsync(request => request is { Number: 4, IsFinished: true }, sim.Cancellation);

        Assert.Equal("basic access unknown none", string.Join(' ', sim.Control.Log.Select(request => request.Authorization)));
        Assert.Equal("200 200 401 404", string.Join(' ', sim.Control.Log.Select(request => request.Status)));
        Assert.Equal("?page_size=1", sim.Control.Log[1].Query);
        Assert.Equal(sim.Simulator.Address.Authority, sim.Control.Log[1].Host);
        Assert.DoesNotContain(token, string.Join('\n', sim.Control.Log), StringComparison.Ordinal);
    }

    private static async Task<string> StruckAsync(int seed)
    {
        await using var sim = await Sim.StartAsync(new SimulatorOptions { Seed = seed });
        sim.Control.AddFault(new FaultRule { Path = Users, Times = null, Chance = 0.5, Status = 500 });
        var token = await sim.TokenAsync();
        var struck = "";
        for (var i = 0; i < 24; i++)
        {
            using var answer = await sim.SendAsync(HttpMethod.Get, Users, token);
            struck += answer.StatusCode == HttpStatusCode.OK ? '0' : '1';
        }

        return struck;
    }

    private static async Task<FileView> LargeFileAsync(Sim sim)
    {
        sim.Control.Switches.DownloadRedirects = 0;
        var held = await sim.Control.HoldMeetingAsync(new HoldMeeting { Files = ["audio"], MediaBytes = 500_000 }, sim.Cancellation);
        return held.Files[0];
    }
}
