using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Reconvene.Simulator.Tests.Kit;

namespace Reconvene.Simulator.Tests.Zoom;

public class ControlTests
{
    [Fact]
    public async Task The_world_and_its_files_are_told_over_http()
    {
        await using var sim = await Sim.StartAsync();

        var world = await ReadAsync(sim, "world");
        var files = await ReadAsync(sim, "files");

        Assert.Equal(sim.Control.World().ClientSecret, world["client_secret"]!.ToString());
        Assert.Equal(10, world["meetings"]!.AsArray().Count);
        Assert.Equal(sim.Control.ContentSha256(files[0]!["key"]!.ToString()), files[0]!["sha256"]!.ToString());
        Assert.Empty(sim.Control.Log);
    }

    [Fact]
    public async Task A_meeting_can_be_held_with_chosen_things()
    {
        await using var sim = await Sim.StartAsync();
        await using var receiver = await Receiver.StartAsync();
        await PostAsync(sim, "webhook-target", $$"""{"url":"{{receiver.Address}}"}""");

        var held = await PostAsync(sim, "hold-meeting", """
            {"topic":"Урок 🎓","language":"ru","files":["audio","transcript"],"media_bytes":1000000,"host":"anna.sokolova@sim.example","order":"reversed"}
            """);

        Assert.Equal("Урок 🎓", held["meeting"]!["topic"]!.ToString());
        Assert.Equal("anna.sokolova@sim.example", held["meeting"]!["host_email"]!.ToString());
        Assert.Equal(1_000_000, held["files"]![0]!["length_bytes"]!.GetValue<long>());
        Assert.Equal("recording.transcript_completed", receiver.Events.First());
        Assert.Equal(4, (await ReadAsync(sim, "deliveries")).AsArray().Count);
    }

    [Fact]
    public async Task Faults_switches_and_the_clock_obey()
    {
        await using var sim = await Sim.StartAsync(new SimulatorOptions { TimeProvider = new TestClock() });

        await PostAsync(sim, "faults", """{"path":"/v2/users","status":503,"body":"{}","delay":"00:00:00.010"}""");
        await PostAsync(sim, "switches", """{"token_life":"00:01:00","download_refusal":"sign_in_page","granted_scopes":["user:read:admin"]}""");
        var clock = await PostAsync(sim, "clock/advance", """{"by":"01:00:00"}""");
        using var answer = await sim.SendAsync(HttpMethod.Get, "/v2/users");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(1), sim.Control.Switches.TokenLife);
        Assert.Equal(DownloadRefusal.SignInPage, sim.Control.Switches.DownloadRefusal);
        Assert.Equal(TestClock.Start.AddHours(1), DateTimeOffset.Parse(clock["now"]!.ToString(), null));
    }

    [Fact]
    public async Task Content_can_be_replaced_resized_and_removed()
    {
        await using var sim = await Sim.StartAsync();
        var file = sim.Control.Files()[0];
        var bytes = Encoding.UTF8.GetBytes("other bytes");

        using var content = new ByteArrayContent(bytes);
        using var replaced = await sim.Http.PostAsync($"/_control/file/replace-bytes?key={file.Key}", content, sim.Cancellation);
        var afterReplace = sim.Control.ContentSha256(file.Key);
        using var resized = await sim.Http.PostAsync($"/_control/file/replace-bytes?key={file.Key}&size=5000", null, sim.Cancellation);
        var afterResize = await sim.DownloadAsync(file.DownloadPath);
        using var removed = await sim.Http.PostAsync($"/_control/file/remove?key={file.Key}", null, sim.Cancellation);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), afterReplace);
        Assert.Equal(5000, afterResize.Length);
        Assert.DoesNotContain(sim.Control.Files(), one => one.Key == file.Key);
    }

    [Theory]
    [InlineData("hold-meeting", """{"host":"nobody"}""", "nobody")]
    [InlineData("hold-meeting", """{"files":["hologram"]}""", "hologram")]
    [InlineData("hold-meeting", """{"topc":"x"}""", "topc")]
    [InlineData("hold-meeting", "not json", "invalid")]
    [InlineData("switches", """{"gravity":false}""", "gravity")]
    [InlineData("file/remove?key=nothing", "", "nothing")]
    public async Task A_wrong_wish_is_answered_with_a_sentence(string path, string body, string named)
    {
        await using var sim = await Sim.StartAsync();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using var answer = await sim.Http.PostAsync("/_control/" + path, content, sim.Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(named, await answer.Content.ReadAsStringAsync(sim.Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_counts_calls_by_route()
    {
        await using var sim = await Sim.StartAsync();
        await sim.GetAsync("/v2/users");
        await sim.GetAsync("/v2/users");

        var counts = await ReadAsync(sim, "log/counts");
        var log = await ReadAsync(sim, "log?since=3");

        Assert.Equal(2, counts["GET /v2/users"]!.GetValue<int>());
        Assert.Single(log.AsArray());
    }

    private static async Task<JsonNode> ReadAsync(Sim sim, string path) =>
        JsonNode.Parse(await sim.Http.GetStringAsync("/_control/" + path, sim.Cancellation))!;

    private static async Task<JsonNode> PostAsync(Sim sim, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await sim.Http.PostAsync("/_control/" + path, content, sim.Cancellation);
        var text = await answer.Content.ReadAsStringAsync(sim.Cancellation);
        Assert.True(answer.IsSuccessStatusCode, text);
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }
}
