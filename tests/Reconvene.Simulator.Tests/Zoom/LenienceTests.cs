using System.Net;
using System.Net.Http.Headers;
using Reconvene.Simulator.Control;
using Reconvene.Simulator.Control.Addresses;
using Reconvene.Simulator.Tests.Kit;

namespace Reconvene.Simulator.Tests.Zoom;

/// <summary>What other people's clients do, and Zoom puts up with.</summary>
public class LenienceTests
{
    [Theory]
    [InlineData("zoom.us", true)]
    [InlineData("zoom.us", false)]
    [InlineData("api.zoom.us", true)]
    [InlineData("api.zoom.us", false)]
    public async Task Tokens_come_from_both_hosts_for_parameters_in_the_form_or_in_the_query(string host, bool inQuery)
    {
        await using var sim = await Sim.StartAsync(new SimulatorOptions { Hosts = SimulatorHosts.Zoom });
        var world = sim.Control.World();
        var parameters = $"grant_type=account_credentials&account_id={world.AccountId}&scope=ignored";
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/oauth/token" + (inQuery ? "?" + parameters : ""), UriKind.Relative));
        request.Headers.Host = host;
        request.Headers.Authorization = Sim.Basic(world.ClientId, world.ClientSecret);
        request.Content = new StringContent(inQuery ? "" : parameters, new MediaTypeHeaderValue("application/x-www-form-urlencoded"));

        using var answer = await sim.Http.SendAsync(request, sim.Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith("simtok_", (await sim.JsonAsync(answer))["access_token"]!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-08-01 00:00:00+00:00")]
    [InlineData("2026-08-01+00%3A00%3A00%2B00%3A00")]
    [InlineData("2026-08-01%2000:00:00%2B00:00")]
    [InlineData("2026-08-01T00:00:00Z")]
    public async Task Days_may_come_with_a_time_however_it_is_encoded(string from)
    {
        await using var sim = await Sim.StartAsync(new SimulatorOptions { TimeProvider = new TestClock() });

        var body = await sim.GetAsync($"/v2/users/me/recordings?from={from?.Replace(" ", "%20", StringComparison.Ordinal)}&to=2026-08-20");

        Assert.Equal("2026-08-01", body["from"]!.ToString());
        Assert.Equal(4, body["meetings"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("/v2/users?sort=name&mystery=1&page_size=300")]
    [InlineData("/v2/users/me?login_type=100&mystery=1")]
    [InlineData("/v2/users/me/recordings?from=2026-08-01&mystery=1&mc=false")]
    [InlineData("/v2/users/me/settings?custom_query_fields=recording&mystery=1")]
    public async Task Unknown_parameters_are_ignored(string target)
    {
        await using var sim = await Sim.StartAsync(new SimulatorOptions { TimeProvider = new TestClock() });

        await sim.GetAsync(target);
    }

    [Fact]
    public async Task Answers_are_compact_JSON_and_what_need_not_be_escaped_is_not()
    {
        await using var sim = await Sim.StartAsync();
        var held = await sim.Control.HoldMeetingAsync(new HoldMeeting { Topic = "Привет 🚀 </script> + &'" }, sim.Cancellation);

        using var answer = await sim.SendAsync(HttpMethod.Get, $"/v2/meetings/{held.Meeting.Number}/recordings");
        var text = await answer.Content.ReadAsStringAsync(sim.Cancellation);

        Assert.Contains("\"topic\":\"Привет 🚀 </script> + &'\",", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\\u", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\": ", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', text);
    }

    [Fact]
    public async Task A_download_takes_its_token_in_the_header_and_in_the_query()
    {
        await using var sim = await Sim.StartAsync();
        var file = sim.Control.Files().First(one => one.FileType == "CHAT");
        var token = await sim.TokenAsync();

        using var inHeader = await sim.SendAsync(HttpMethod.Get, file.DownloadPath, token);
        using var inQuery = await sim.Http.GetAsync(new Uri($"{file.DownloadPath}?access_token={token}", UriKind.Relative), sim.Cancellation);
        using var lowerCase = await sim.SendAsync(
            HttpMethod.Get, file.DownloadPath, change: request => request.Headers.Authorization = new AuthenticationHeaderValue("bearer", token));

        Assert.Equal(
            (HttpStatusCode.Found, HttpStatusCode.Found, HttpStatusCode.Found), (inHeader.StatusCode, inQuery.StatusCode, lowerCase.StatusCode));
    }

    [Theory]
    [InlineData("/abcABC123==", "%252FabcABC123%253D%253D")]
    [InlineData("ab//cd==", "ab%252F%252Fcd%253D%253D")]
    [InlineData("abcd+efg==", "abcd%252Befg%253D%253D")]
    [InlineData("abcd+efg==", "abcd%2Befg%3D%3D")]
    public async Task A_uuid_is_found_encoded_twice_and_a_number_in_the_same_place(string uuid, string segment)
    {
        await using var sim = await Sim.StartAsync();
        var held = await sim.Control.HoldMeetingAsync(new HoldMeeting { Uuid = uuid, Files = ["chat"] }, sim.Cancellation);

        var byUuid = await sim.GetAsync($"/v2/meetings/{segment}/recordings");
        var byNumber = await sim.GetAsync($"/v2/meetings/{held.Meeting.Number}/recordings");

        Assert.Equal(uuid, byUuid["uuid"]!.ToString());
        Assert.Equal(uuid, byNumber["uuid"]!.ToString());
    }
}
