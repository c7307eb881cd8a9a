using System.Net;
using System.Text.Json.Nodes;
using Reconvene.Simulator.Control;
using Reconvene.Simulator.Tests.Kit;

namespace Reconvene.Simulator.Tests.Zoom;

public class MeetingRecordingTests
{
    private static readonly HoldMeeting Small = new() { Files = ["audio"] };
    private static readonly string[] LiveFields = ["share_url", "timezone"];

    [Fact]
    public async Task A_number_means_the_latest_instance()
    {
        await using var sim = await Sim.StartAsync();
        var weekly = sim.Control.World().Meetings.Where(meeting => meeting.Topic.StartsWith("Weekly", StringComparison.Ordinal)).ToList();

        var body = await sim.GetAsync($"/v2/meetings/{weekly[0].Number}/recordings");

        Assert.Single(weekly.Select(meeting => meeting.Number).Distinct());
        Assert.Equal(weekly.MaxBy(meeting => meeting.StartsAt)!.Uuid, body["uuid"]!.ToString());
    }

    [SharedFact]
    public async Task Every_uuid_is_found_in_the_encoding_that_Zoom_documents()
    {
        await using var sim = await Sim.StartAsync();
        var vectors = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Shared.Samples, "vectors.json")))!;
        foreach (var vector in vectors["meetingUuidPath"]!.AsArray())
        {
            var uuid = vector!["uuid"]!.ToString();
            await sim.Control.HoldMeetingAsync(Small with { Uuid = uuid }, sim.Cancellation);

            var body = await sim.GetAsync($"/v2/meetings/{vector["pathSegment"]}/recordings");

            Assert.Equal(uuid, body["uuid"]!.ToString());
        }
    }

    [Theory]
    [InlineData("abc/DEF+12==", "abc%252FDEF%252B12%253D%253D")]
    [InlineData("abc/DEF+12==", "abc%2FDEF%2B12%3D%3D")]
    [InlineData("abc+DEF==", "abc+DEF==")]
    public async Task Other_encodings_of_a_harmless_uuid_work_too(string uuid, string segment)
    {
        await using var sim = await Sim.StartAsync();
        await sim.Control.HoldMeetingAsync(Small with { Uuid = uuid }, sim.Cancellation);

        var body = await sim.GetAsync($"/v2/meetings/{segment}/recordings");

        Assert.Equal(uuid, body["uuid"]!.ToString());
    }

    [Theory]
    [InlineData("/abcABC123==", "%2FabcABC123%3D%3D")]
    [InlineData("ab//cdEF12==", "ab%2F%2FcdEF12%3D%3D")]
    [InlineData("/abcABC123==", "/abcABC123==")]
    public async Task A_slash_uuid_that_is_not_encoded_twice_does_not_reach_the_call(string uuid, string segment)
    {
        await using var sim = await Sim.StartAsync();
        await sim.Control.HoldMeetingAsync(Small with { Uuid = uuid }, sim.Cancellation);

        var body = await sim.GetAsync($"/v2/meetings/{segment}/recordings", HttpStatusCode.BadRequest);

        Assert.Equal(2300, body["code"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_slash_uuid_encoded_once_works_when_the_switch_says_so()
    {
        await using var sim = await Sim.StartAsync();
        sim.Control.Switches.AcceptSlashUuidEncodedOnce = true;
        await sim.Control.HoldMeetingAsync(Small with { Uuid = "/abcABC123==" }, sim.Cancellation);

        var body = await sim.GetAsync("/v2/meetings/%2FabcABC123%3D%3D/recordings");

        Assert.Equal("/abcABC123==", body["uuid"]!.ToString());
    }

    [Fact]
    public async Task The_world_itself_holds_both_kinds_of_slash_uuid()
    {
        await using var sim = await Sim.StartAsync();

        var uuids = sim.Control.World().Meetings.Select(meeting => meeting.Uuid).ToList();

        Assert.Contains(uuids, uuid => uuid.StartsWith('/'));
        Assert.Contains(uuids, uuid => uuid.IndexOf("//", StringComparison.Ordinal) > 0);
        Assert.All(uuids, uuid => Assert.Equal(24, uuid.Length));
    }

    [Fact]
    public async Task No_such_meeting_is_3001_and_a_meeting_without_recording_is_3301()
    {
        await using var sim = await Sim.StartAsync();
        var held = await sim.Control.HoldMeetingAsync(Small with { Files = [] }, sim.Cancellation);

        var unknown = await sim.GetAsync("/v2/meetings/12345678901/recordings", HttpStatusCode.NotFound);
        var empty = await sim.GetAsync($"/v2/meetings/{held.Meeting.Number}/recordings", HttpStatusCode.NotFound);

        Assert.Equal(3001, unknown["code"]!.GetValue<int>());
        Assert.Equal(3301, empty["code"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_download_token_comes_only_when_asked_and_lives_as_long_as_asked()
    {
        await using var sim = await Sim.StartAsync();
        var held = await sim.Control.HoldMeetingAsync(Small, sim.Cancellation);
        var target = $"/v2/meetings/{held.Meeting.Number}/recordings";
        var path = held.Files[0].DownloadPath;

        var without = await sim.GetAsync(target);
        var with = await sim.GetAsync($"{target}?include_fields=download_access_token&ttl=60");
        var token = with["download_access_token"]!.ToString();
        var bytes = await sim.DownloadAsync(path, token);
        await sim.Control.AdvanceClockAsync(TimeSpan.FromSeconds(61), sim.Cancellation);
        using var late = await sim.SendAsync(HttpMethod.Get, path, token);

        Assert.Null(without["download_access_token"]);
        Assert.Equal(held.Files[0].LengthBytes, bytes.Length);
        Assert.Equal(HttpStatusCode.Unauthorized, late.StatusCode);
    }

    [Fact]
    public async Task A_life_over_a_week_is_refused()
    {
        await using var sim = await Sim.StartAsync();
        var held = await sim.Control.HoldMeetingAsync(Small, sim.Cancellation);

        var body = await sim.GetAsync(
            $"/v2/meetings/{held.Meeting.Number}/recordings?include_fields=download_access_token&ttl=604801", HttpStatusCode.BadRequest);

        Assert.Equal("ttl", body["errors"]![0]!["field"]!.ToString());
    }

    [SharedFact]
    public async Task The_answer_has_the_fields_and_kinds_of_the_sample()
    {
        await using var sim = await Sim.StartAsync();
        var sample = JsonNode.Parse(await File.ReadAllTextAsync(
            Path.Combine(Shared.Samples, "api", "meetings-meetingId-recordings_GET.json")))!;
        var held = await sim.Control.HoldMeetingAsync(new HoldMeeting { ParticipantAudio = true }, sim.Cancellation);

        var body = await sim.GetAsync($"/v2/meetings/{held.Meeting.Number}/recordings?include_fields=download_access_token");

        Assert.Empty(Shapes.Unknown(body, sample).Except(LiveFields, StringComparer.Ordinal));
        Assert.Empty(Shapes.Missing(body, sample));
        Assert.Equal("id", string.Join(' ', Shapes.OtherKinds(body, sample)));
        Assert.Empty(Shapes.Unknown(body["participant_audio_files"]![0]!, sample["participant_audio_files"]![0]!));
    }
}
