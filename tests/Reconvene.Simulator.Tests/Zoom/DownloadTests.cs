using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Reconvene.Simulator.Control;
using Reconvene.Simulator.Tests.Kit;

namespace Reconvene.Simulator.Tests.Zoom;

public class DownloadTests
{
    private static readonly HoldMeeting Small = new() { Files = ["audio"] };

    [Fact]
    public async Task What_arrives_is_what_the_world_says()
    {
        await using var sim = await Sim.StartAsync();
        foreach (var file in sim.Control.Files().Where(file => !file.IsProcessing).Take(12))
        {
            var bytes = await sim.DownloadAsync(file.DownloadPath);

            Assert.Equal(file.LengthBytes, bytes.Length);
            Assert.Equal(sim.Control.ContentSha256(file.Key), Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }
    }

    [Fact]
    public async Task The_first_answer_is_a_redirect_on_the_same_host()
    {
        await using var sim = await Sim.StartAsync();
        var file = sim.Control.Files()[0];

        using var answer = await sim.SendAsync(HttpMethod.Get, file.DownloadPath);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.StartsWith("/ssr/", answer.Headers.Location!.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal(sim.Simulator.Address.Authority, answer.Headers.Location.Authority);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task The_chain_is_as_long_as_scripted(int hops)
    {
        await using var sim = await Sim.StartAsync();
        sim.Control.Switches.DownloadRedirects = hops;

        await sim.DownloadAsync(sim.Control.Files()[0].DownloadPath);

        Assert.Equal(hops, sim.Control.Log.Count(request => request.Status == 302));
    }

    [Fact]
    public async Task The_last_redirect_can_leave_the_host_and_a_loop_never_ends()
    {
        await using var sim = await Sim.StartAsync();
        var path = sim.Control.Files()[0].DownloadPath;
        sim.Control.Switches.RedirectOrigin = "https://files.evil.example";

        using var away = await sim.SendAsync(HttpMethod.Get, path);
        sim.Control.Switches.RedirectOrigin = null;
        sim.Control.Switches.RedirectLoop = true;
        using var start = await sim.SendAsync(HttpMethod.Get, path);
        using var again = await sim.SendAsync(HttpMethod.Get, start.Headers.Location!.PathAndQuery);

        Assert.Equal("files.evil.example", away.Headers.Location!.Host);
        Assert.Equal(start.Headers.Location, again.Headers.Location);
    }

    [Fact]
    public async Task A_signed_target_that_dislikes_bearers_answers_403_to_one()
    {
        await using var sim = await Sim.StartAsync();
        sim.Control.Switches.RedirectProof = RedirectProof.SignatureOnly;
        using var start = await sim.SendAsync(HttpMethod.Get, sim.Control.Files()[0].DownloadPath);

        using var with = await sim.SendAsync(HttpMethod.Get, start.Headers.Location!.PathAndQuery);
        using var without = await sim.Http.GetAsync(start.Headers.Location, sim.Cancellation);

        Assert.Equal(HttpStatusCode.Forbidden, with.StatusCode);
        Assert.Equal(HttpStatusCode.OK, without.StatusCode);
    }

    [Fact]
    public async Task A_range_is_served_with_the_same_mark_and_bytes()
    {
        await using var sim = await Sim.StartAsync();
        sim.Control.Switches.DownloadRedirects = 0;
        var held = await sim.Control.HoldMeetingAsync(Small with { MediaBytes = 3_000_000 }, sim.Cancellation);
        var path = held.Files[0].DownloadPath;
        var whole = await sim.DownloadAsync(path);

        using var part = await RangeAsync(sim, path, 1_234_567, 2_000_000);

        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal("bytes 1234567-2000000/3000000", part.Content.Headers.ContentRange!.ToString());
        Assert.Equal(whole[1_234_567..2_000_001], await part.Content.ReadAsByteArrayAsync(sim.Cancellation));
        Assert.NotNull(part.Headers.ETag);
    }

    [Fact]
    public async Task A_range_past_the_end_is_416()
    {
        await using var sim = await Sim.StartAsync();
        sim.Control.Switches.DownloadRedirects = 0;
        var file = sim.Control.Files()[0];

        using var answer = await RangeAsync(sim, file.DownloadPath, file.LengthBytes + 10, null);

        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, answer.StatusCode);
        Assert.Equal(file.LengthBytes, answer.Content.Headers.ContentRange!.Length);
    }

    [Fact]
    public async Task If_range_gives_the_whole_file_once_the_content_was_swapped()
    {
        await using var sim = await Sim.StartAsync();
        sim.Control.Switches.DownloadRedirects = 0;
        var file = sim.Control.Files()[0];
        using var before = await RangeAsync(sim, file.DownloadPath, 0, 9);
        var mark = before.Headers.ETag!;

        using var same = await RangeAsync(sim, file.DownloadPath, 5, null, mark);
        sim.Control.ReplaceBytes(file.Key, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        using var swapped = await RangeAsync(sim, file.DownloadPath, 5, null, mark);

        Assert.Equal(HttpStatusCode.PartialContent, same.StatusCode);
        Assert.Equal(HttpStatusCode.OK, swapped.StatusCode);
        Assert.Equal(10, swapped.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Ranges_can_be_ignored_and_marks_left_out()
    {
        await using var sim = await Sim.StartAsync();
        sim.Control.Switches.DownloadRedirects = 0;
        sim.Control.Switches.IgnoreRange = true;
        sim.Control.Switches.OmitETag = true;

        using var answer = await RangeAsync(sim, sim.Control.Files()[0].DownloadPath, 5, 9);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Null(answer.Headers.ETag);
    }

    [Fact]
    public async Task The_length_can_be_left_out()
    {
        await using var sim = await Sim.StartAsync();
        sim.Control.Switches.DownloadRedirects = 0;
        sim.Control.Switches.OmitLength = true;
        var file = sim.Control.Files()[0];

        using var answer = await sim.SendAsync(HttpMethod.Get, file.DownloadPath);

        Assert.True(answer.Headers.TransferEncodingChunked);
        Assert.Equal(file.LengthBytes, (await answer.Content.ReadAsByteArrayAsync(sim.Cancellation)).Length);
    }

    [Fact]
    public async Task The_name_says_when_the_recording_began()
    {
        await using var sim = await Sim.StartAsync();
        sim.Control.Switches.DownloadRedirects = 0;
        var held = await sim.Control.HoldMeetingAsync(Small, sim.Cancellation);

        using var answer = await sim.SendAsync(HttpMethod.Get, held.Files[0].DownloadPath);

        var name = answer.Content.Headers.ContentDisposition!.FileName;
        Assert.Equal($"GMT{held.Files[0].StartsAt.UtcDateTime:yyyyMMdd-HHmmss}_Recording.m4a", name);
        Assert.Equal("audio/mp4", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Each_token_opens_only_its_own_door()
    {
        await using var sim = await Sim.StartAsync();
        await using var receiver = await Receiver.StartAsync();
        sim.Control.WebhookTarget = receiver.Address;
        var held = await sim.Control.HoldMeetingAsync(Small, sim.Cancellation);
        var other = await sim.Control.HoldMeetingAsync(Small, sim.Cancellation);
        var told = receiver.Letters.Select(letter => letter.Json).First(json => json["event"]!.ToString() == "recording.completed");
        var eventToken = told["download_token"]!.ToString();
        var eventPath = new Uri(told["payload"]!["object"]!["recording_files"]![0]!["download_url"]!.ToString()).AbsolutePath;

        using var right = await sim.SendAsync(HttpMethod.Get, eventPath, eventToken);
        using var wrongDoor = await sim.SendAsync(HttpMethod.Get, held.Files[0].DownloadPath, eventToken);
        using var wrongMeeting = await sim.SendAsync(
            HttpMethod.Get, other.Files[0].DownloadPath.Replace("download", "webhook_download", StringComparison.Ordinal), eventToken);
        await sim.Control.AdvanceClockAsync(TimeSpan.FromHours(25), sim.Cancellation);
        using var late = await sim.SendAsync(HttpMethod.Get, eventPath, eventToken);

        Assert.StartsWith("/rec/webhook_download/", eventPath, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, right.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, wrongDoor.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, wrongMeeting.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, late.StatusCode);
    }

    [Fact]
    public async Task The_legacy_query_token_works_until_it_is_switched_off()
    {
        await using var sim = await Sim.StartAsync();
        var target = $"{sim.Control.Files()[0].DownloadPath}?access_token={await sim.TokenAsync()}";

        using var on = await sim.Http.GetAsync(target, sim.Cancellation);
        sim.Control.Switches.AcceptTokenInQuery = false;
        using var off = await sim.Http.GetAsync(target, sim.Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, off.StatusCode);
        Assert.Equal(HttpStatusCode.Found, on.StatusCode);
    }

    [SharedFact]
    public async Task A_refusal_can_pose_as_success()
    {
        await using var sim = await Sim.StartAsync();
        var path = sim.Control.Files()[0].DownloadPath;
        var sample = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Shared.Samples, "oauth", "download-200-error-body.json")))!;

        sim.Control.Switches.DownloadRefusal = DownloadRefusal.ForbiddenJson;
        using var json = await sim.SendAsync(HttpMethod.Get, path, "stranger");
        sim.Control.Switches.DownloadRefusal = DownloadRefusal.SignInPage;
        using var page = await sim.SendAsync(HttpMethod.Get, path, "stranger");

        Assert.Equal(HttpStatusCode.OK, json.StatusCode);
        Assert.Equal(sample.ToJsonString(), await json.Content.ReadAsStringAsync(sim.Cancellation));
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_file_of_any_size_is_streamed_and_its_checksum_is_known()
    {
        await using var sim = await Sim.StartAsync();
        sim.Control.Switches.DownloadRedirects = 0;
        var held = await sim.Control.HoldMeetingAsync(Small with { MediaBytes = 64L << 20 }, sim.Cancellation);
        using var answer = await sim.SendAsync(HttpMethod.Get, held.Files[0].DownloadPath);

        await using var body = await answer.Content.ReadAsStreamAsync(sim.Cancellation);
        var hash = await SHA256.HashDataAsync(body, sim.Cancellation);

        Assert.Equal(64L << 20, answer.Content.Headers.ContentLength);
        Assert.Equal(held.Files[0].Sha256, Convert.ToHexStringLower(hash));
    }

    private static Task<HttpResponseMessage> RangeAsync(
        Sim sim, string path, long from, long? to, EntityTagHeaderValue? onlyIf = null) =>
        sim.SendAsync(HttpMethod.Get, path, change: request =>
        {
            request.Headers.Range = new RangeHeaderValue(from, to);
            request.Headers.IfRange = onlyIf is null ? null : new RangeConditionHeaderValue(onlyIf);
        });
}
