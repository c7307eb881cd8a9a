using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Reconvene.Simulator.Control.Limits;
using Reconvene.Simulator.Control.Phone;
using Reconvene.Simulator.Control.Worlds;
using Reconvene.Simulator.Tests.Kit;

namespace Reconvene.Simulator.Tests.Zoom.Phone;

public class PhoneRecordingTests
{
    private const string List = "/v2/phone/recordings";

    [Fact]
    public async Task Without_scopes_of_the_phone_the_sentence_comes_with_a_number_of_its_own()
    {
        await using var sim = await Sim.StartAsync();

        var body = await sim.GetAsync(List, HttpStatusCode.BadRequest);

        Assert.Equal(104, body["code"]!.GetValue<int>());
        Assert.Equal("Invalid access token, does not contain scopes:[phone:read:list_call_recordings:admin].", body["message"]!.ToString());
    }

    [Fact]
    public async Task The_last_thirty_days_are_listed_newest_first_when_nothing_is_said()
    {
        await using var sim = await StartAsync();

        var body = await sim.GetAsync(List);

        var recordings = body["recordings"]!.AsArray();
        var times = recordings.Select(one => one!["date_time"]!.ToString()).ToList();
        Assert.Equal(7, recordings.Count);
        Assert.Equal(7, body["total_records"]!.GetValue<int>());
        Assert.Equal(times.OrderDescending(StringComparer.Ordinal), times, StringComparer.Ordinal);
        Assert.All(times, time => Assert.EndsWith(".0000000+00:00", time, StringComparison.Ordinal));
        Assert.Contains(recordings, one => one!["caller_name"]!.ToString() == "Елена Петрова");
    }

    [Fact]
    public async Task Classic_scopes_open_the_same_doors()
    {
        await using var sim = await Sim.StartAsync(new SimulatorOptions { TimeProvider = new TestClock() });
        sim.Control.Switches.GrantedScopes = PhoneScopes.Classic;
        var file = sim.Control.Phone.Recordings()[0];

        await sim.GetAsync(List);
        using var download = await sim.SendAsync(HttpMethod.Get, file.DownloadPath);
        using var deleted = await sim.SendAsync(HttpMethod.Delete, $"{List}/{file.Id}");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NoContent), (download.StatusCode, deleted.StatusCode));
    }

    [Theory]
    [InlineData("from=2026-07-01", "to")]
    [InlineData("from=2026-08-02&to=2026-08-01", "to")]
    [InlineData("from=yesterday&to=2026-08-01", "from")]
    [InlineData("owner_type=everyone", "owner_type")]
    [InlineData("recording_type=Secret", "recording_type")]
    [InlineData("query_date_type=birthday", "query_date_type")]
    [InlineData("page_size=301", "page_size")]
    public async Task A_wrong_question_is_refused_with_the_field(string query, string field)
    {
        await using var sim = await StartAsync();

        var body = await sim.GetAsync($"{List}?{query}", HttpStatusCode.BadRequest);

        Assert.Equal(300, body["code"]!.GetValue<int>());
        Assert.Equal(field, body["errors"]![0]!["field"]!.ToString());
    }

    [Theory]
    [InlineData("from=2026-07-01&to=2026-07-30", 1)]
    [InlineData("from=2026-08-20T11:00:00Z&to=2026-08-20T12:00:00Z", 1)]
    [InlineData("from=2026-08-20T11:00:00Z&to=2026-08-20T11:30:00Z", 0)]
    [InlineData("from=2026-08-20T11:41:00Z&to=2026-08-20T12:00:00Z&query_date_type=end_time", 1)]
    [InlineData("owner_type=callQueue", 1)]
    [InlineData("owner_type=user", 6)]
    [InlineData("owner_type=null&recording_type=null", 7)]
    [InlineData("recording_type=OnDemand", 1)]
    [InlineData("something=else", 7)]
    [InlineData("site_id=All%20sites&group_id=All%20groups", 7)]
    [InlineData("site_id=another", 0)]
    [InlineData("group_id=another", 0)]
    [InlineData("from=2026-07-01&to=2026-08-25", 2)]
    public async Task What_is_asked_for_is_listed(string query, int count)
    {
        await using var sim = await StartAsync();

        var body = await sim.GetAsync($"{List}?{query}");

        Assert.Equal(count, body["recordings"]!.AsArray().Count);
    }

    [Fact]
    public async Task Pages_hold_all_together()
    {
        await using var sim = await StartAsync();
        var found = new List<string>();
        var next = "";
        do
        {
            var page = await sim.GetAsync($"{List}?page_size=3&next_page_token={next}");
            found.AddRange(page["recordings"]!.AsArray().Select(one => one!["id"]!.ToString()));
            next = page["next_page_token"]!.ToString();
        }
        while (next.Length > 0);

        Assert.Equal(7, found.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Of_one_user_half_a_year_can_be_asked_for()
    {
        await using var sim = await StartAsync();

        var maria = await sim.GetAsync("/v2/phone/users/maria.keller@sim.example/recordings?from=2026-07-01&to=2026-07-31");
        var tooOld = await sim.GetAsync("/v2/phone/users/me/recordings?from=2026-01-01&to=2026-01-31", HttpStatusCode.BadRequest);
        var nobody = await sim.GetAsync("/v2/phone/users/nobody/recordings", HttpStatusCode.NotFound);

        Assert.Single(maria["recordings"]!.AsArray());
        Assert.EndsWith("Z", maria["recordings"]![0]!["date_time"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("2026-07-01", maria["from"]!.ToString());
        Assert.Equal("from", tooOld["errors"]![0]!["field"]!.ToString());
        Assert.Equal(1001, nobody["code"]!.GetValue<int>());
    }

    [SharedTheory]
    [InlineData("phone-recordings_GET.json", List)]
    [InlineData("phone-users-userId-recordings_GET.json", "/v2/phone/users/me/recordings")]
    public async Task Lists_have_no_field_that_the_sample_lacks(string name, string path)
    {
        await using var sim = await StartAsync();
        var sample = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Shared.Samples, "api", name), sim.Cancellation))!;

        var body = await sim.GetAsync(path);

        Assert.Empty(Shapes.Unknown(body, sample));
        Assert.Empty(Shapes.Missing(body, sample));
        Assert.Empty(Shapes.Unknown(body["recordings"]![0]!, sample["recordings"]![0]!));
        Assert.Empty(Shapes.OtherKinds(body["recordings"]![0]!, sample["recordings"]![0]!));
    }

    [Fact]
    public async Task A_recording_is_found_by_the_element_of_its_call()
    {
        await using var sim = await StartAsync();
        var file = sim.Control.Phone.Recordings()[0];

        var body = await sim.GetAsync($"/v2/phone/call_element/{file.CallElementId}/recording");
        var missing = await sim.GetAsync("/v2/phone/call_element/20260101-nothing/recording", HttpStatusCode.NotFound);

        Assert.Equal(file.Id, body["id"]!.ToString());
        Assert.Equal((404, "Recording does not exist for 20260101-nothing."), (missing["code"]!.GetValue<int>(), missing["message"]!.ToString()));
    }

    [Fact]
    public async Task The_download_address_gives_the_sound_for_an_access_token_only()
    {
        await using var sim = await StartAsync();
        var file = sim.Control.Phone.Recordings()[0];
        var listed = await sim.GetAsync(List + "?from=2026-08-15&to=2026-08-20");
        var address = listed["recordings"]!.AsArray().Single(one => one!["id"]!.ToString() == file.Id)!["download_url"]!.ToString();

        using var answer = await sim.SendAsync(HttpMethod.Get, new Uri(address).PathAndQuery);
        var bytes = await answer.Content.ReadAsByteArrayAsync(sim.Cancellation);
        var withToken = new Uri(address + "?access_token=" + await sim.TokenAsync());
        using var inQuery = await sim.Http.GetAsync(withToken, sim.Cancellation);
        sim.Control.Switches.AcceptTokenInQuery = false;
        using var switchedOff = await sim.Http.GetAsync(withToken, sim.Cancellation);
        using var list = await sim.Http.GetAsync($"{List}?access_token={await sim.TokenAsync()}", sim.Cancellation);
        var gone = await sim.GetAsync("/v2/phone/recording/download/nothing", HttpStatusCode.BadRequest);

        Assert.Equal("audio/mpeg", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(file.LengthBytes, bytes.Length);
        Assert.Equal(file.Sha256, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        Assert.Equal((0xFF, 0xF3), (bytes[0], bytes[1]));
        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized),
            (inQuery.StatusCode, switchedOff.StatusCode, list.StatusCode));
        Assert.Equal((404, "File does not exist."), (gone["code"]!.GetValue<int>(), gone["message"]!.ToString()));
    }

    [FFprobeFact]
    public async Task The_sound_is_real()
    {
        await using var sim = await StartAsync();
        var file = sim.Control.Phone.Recordings()[0];
        using var answer = await sim.SendAsync(HttpMethod.Get, file.DownloadPath);
        var path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".mp3");
        await File.WriteAllBytesAsync(path, await answer.Content.ReadAsByteArrayAsync(sim.Cancellation), sim.Cancellation);

        var (told, wrong) = await Tool.RunAsync(
            "ffprobe", ["-v", "error", "-show_entries", "stream=codec_name,sample_rate,channels", "-of", "csv=p=0", path], sim.Cancellation);
        var (_, undecodable) = await Tool.RunAsync(
            "ffmpeg", ["-nostdin", "-v", "error", "-xerror", "-i", path, "-f", "null", "-"], sim.Cancellation);
        File.Delete(path);

        Assert.Equal("", wrong + undecodable);
        Assert.Equal("mp3,16000,1", told.Trim());
    }

    [Fact]
    public async Task A_transcript_comes_by_redirect_and_names_who_spoke()
    {
        await using var sim = await StartAsync();
        var file = sim.Control.Phone.Recordings().First(one => one.OtherName.StartsWith("Сергей", StringComparison.Ordinal));

        using var answer = await sim.SendAsync(HttpMethod.Get, $"/v2/phone/recording_transcript/download/{file.Id}");
        var body = JsonNode.Parse(await sim.Http.GetStringAsync(answer.Headers.Location, sim.Cancellation))!;
        using var forged = await sim.Http.GetAsync($"/file/phone_transcript/{file.Id}?Signature=x", sim.Cancellation);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal(("zoom_transcript", 1, file.Id), (body["type"]!.ToString(), body["ver"]!.GetValue<int>(), body["recording_id"]!.ToString()));
        Assert.Contains(body["timeline"]!.AsArray(), turn => turn!["users"]![0]!["username"]!.ToString() == "Сергей Иванов 📞");
        Assert.Equal(HttpStatusCode.Forbidden, forged.StatusCode);
    }

    [Fact]
    public async Task A_transcript_can_be_late_or_never_come()
    {
        await using var sim = await StartAsync();
        var files = sim.Control.Phone.Recordings();
        var late = files.Single(one => one.StartsAt > sim.Control.Now.AddHours(-1));

        var early = await CodeAsync(sim, late.Id);
        await sim.Control.AdvanceClockAsync(TimeSpan.FromMinutes(30), sim.Cancellation);
        using var ready = await sim.SendAsync(HttpMethod.Get, $"/v2/phone/recording_transcript/download/{late.Id}");

        Assert.Equal(12002, early);
        Assert.Equal(HttpStatusCode.Found, ready.StatusCode);
        Assert.Equal(12000, await CodeAsync(sim, files.Single(one => one.Transcript == PhoneTranscript.Impossible).Id));
        Assert.Equal(404, await CodeAsync(sim, files.Single(one => one.Transcript == PhoneTranscript.None).Id));
        Assert.Equal(404, await CodeAsync(sim, "nothing"));
        foreach (var (transcript, code) in new[] { (PhoneTranscript.Disabled, 12001), (PhoneTranscript.Failed, 12003) })
        {
            var held = await sim.Control.Phone.HoldCallAsync(new HoldCall { Transcript = transcript }, sim.Cancellation);
            Assert.Equal(code, await CodeAsync(sim, held.Files[0].Id));
        }
    }

    [Fact]
    public async Task A_user_sees_the_own_calls_only()
    {
        await using var sim = await StartAsync();
        var (annas, _) = await Client.Of(sim).PairAsync(Client.Anna);
        var marias = sim.Control.Phone.Recordings()[0];

        using var mine = await sim.SendAsync(HttpMethod.Get, "/v2/phone/users/me/recordings", annas);
        using var hers = await sim.SendAsync(HttpMethod.Get, marias.DownloadPath, annas);
        using var all = await sim.SendAsync(HttpMethod.Get, List, annas);

        Assert.Equal(2, (await sim.JsonAsync(mine))["recordings"]!.AsArray().Count);
        Assert.Equal(404, (await sim.JsonAsync(hers))["code"]!.GetValue<int>());
        Assert.Equal(104, (await sim.JsonAsync(all))["code"]!.GetValue<int>());
    }

    [Fact]
    public async Task Downloads_of_calls_count_against_the_limits_of_the_phone()
    {
        await using var sim = await StartAsync();
        sim.Control.Limits.Settings = new LimitSettings();
        var token = await sim.TokenAsync();
        var file = sim.Control.Phone.Recordings()[0];
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 11; i++)
        {
            using var answer = await sim.SendAsync(HttpMethod.Get, file.DownloadPath, token);
            statuses.Add(answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[10]);
        Assert.Equal(10, statuses.Count(status => status == HttpStatusCode.OK));
        Assert.Equal((LimitTable.Phone, LimitLabel.Medium), (sim.Control.Limits.Use()[0].Table, sim.Control.Limits.Use()[0].Label));
    }

    [Fact]
    public async Task A_large_world_has_as_many_calls_as_wished()
    {
        await using var sim = await Sim.StartAsync(new SimulatorOptions
        {
            World = WorldKind.Large, WithPhoneScopes = true, LargeWorld = new LargeWorld { Recordings = 10, Users = 5, Calls = 100 },
        });

        Assert.Equal(100, sim.Control.Phone.Recordings().Count);
        Assert.Equal(10, sim.Control.Phone.Voicemails().Count);
        Assert.Equal(10, sim.Control.Totals().Recordings);
    }

    private static Task<Sim> StartAsync() =>
        Sim.StartAsync(new SimulatorOptions { TimeProvider = new TestClock(), WithPhoneScopes = true });

    private static async Task<int> CodeAsync(Sim sim, string id) =>
        (await sim.GetAsync($"/v2/phone/recording_transcript/download/{id}", HttpStatusCode.BadRequest))["code"]!.GetValue<int>();
}
