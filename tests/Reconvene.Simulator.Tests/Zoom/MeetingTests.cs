using System.Net;
using System.Text.Json.Nodes;
using Reconvene.Simulator.Control;
using Reconvene.Simulator.Tests.Kit;

namespace Reconvene.Simulator.Tests.Zoom;

public class MeetingTests
{
    private const string Lesson =
        """{"topic":"Урок 📚","type":2,"start_time":"2030-01-02T10:00:00Z","duration":45,"timezone":"Europe/Tallinn","password":"abc123","settings":{"auto_recording":"cloud"}}""";

    private static readonly string[] Needed = ["id", "uuid", "topic", "start_time", "join_url", "start_url", "password", "settings"];

    [Fact]
    public async Task A_meeting_can_be_scheduled_read_and_deleted()
    {
        await using var sim = await Sim.StartAsync();

        using var created = await sim.SendAsync(HttpMethod.Post, "/v2/users/me/meetings", body: Lesson);
        var meeting = await sim.JsonAsync(created);
        var path = "/v2/meetings/" + meeting["id"];
        var read = await sim.GetAsync(path);
        using var deleted = await sim.SendAsync(HttpMethod.Delete, path);
        var gone = await sim.GetAsync(path, HttpStatusCode.NotFound);

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("Урок 📚", meeting["topic"]!.ToString());
        Assert.Equal("2030-01-02T10:00:00Z", meeting["start_time"]!.ToString());
        Assert.Equal("cloud", meeting["settings"]!["auto_recording"]!.ToString());
        Assert.EndsWith($"/j/{meeting["id"]}?pwd=abc123", meeting["join_url"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(meeting.ToJsonString(), read.ToJsonString());
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(3001, gone["code"]!.GetValue<int>());
    }

    [SharedFact]
    public async Task A_scheduled_meeting_has_only_fields_of_the_sample_and_the_ones_that_matter()
    {
        await using var sim = await Sim.StartAsync();
        var sample = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Shared.Samples, "api", "users-userId-meetings_POST.json")))!;

        using var created = await sim.SendAsync(HttpMethod.Post, "/v2/users/me/meetings", body: Lesson);
        var meeting = await sim.JsonAsync(created);

        Assert.Empty(Shapes.Unknown(meeting, sample));
        Assert.Empty(Shapes.OtherKinds(meeting, sample));
        Assert.Empty(Shapes.Unknown(meeting["settings"]!, sample["settings"]!));
        Assert.Empty(Needed.Except(meeting.AsObject().Select(field => field.Key), StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"start_time":"2030-07-02T10:00:00","timezone":"Europe/Tallinn"}""", "2030-07-02T07:00:00Z")]
    [InlineData("""{"start_time":"2030-07-02T10:00:00"}""", "2030-07-02T08:00:00Z")]
    [InlineData("""{"start_time":"2030-07-02T10:00:00Z","timezone":"Europe/Tallinn"}""", "2030-07-02T10:00:00Z")]
    [InlineData("{}", "2026-08-20T12:00:00Z")]
    [InlineData("""{"type":1}""", null)]
    public async Task A_time_without_a_zone_is_in_the_zone_of_the_meeting(string body, string? expected)
    {
        await using var sim = await Sim.StartAsync(new SimulatorOptions { TimeProvider = new TestClock() });

        using var created = await sim.SendAsync(HttpMethod.Post, "/v2/users/me/meetings", body: body);

        Assert.Equal(expected, (await sim.JsonAsync(created))["start_time"]?.ToString());
    }

    [Theory]
    [InlineData("""{"type":7}""", "type")]
    [InlineData("""{"duration":0}""", "duration")]
    [InlineData("""{"duration":1441}""", "duration")]
    [InlineData("""{"password":"12345678901"}""", "password")]
    [InlineData("""{"start_time":"tomorrow"}""", "start_time")]
    [InlineData("""{"timezone":"Mars/Olympus"}""", "timezone")]
    [InlineData("""{"settings":[]}""", "settings")]
    [InlineData("""{"topic":5}""", "body")]
    [InlineData("""{"duration":9999999999}""", "body")]
    public async Task A_wrong_field_is_named(string body, string field)
    {
        await using var sim = await Sim.StartAsync();

        using var answer = await sim.SendAsync(HttpMethod.Post, "/v2/users/me/meetings", body: body);
        var error = await sim.JsonAsync(answer);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(300, error["code"]!.GetValue<int>());
        Assert.Equal(field, error["errors"]![0]!["field"]!.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    public async Task A_body_that_is_no_object_is_300(string body)
    {
        await using var sim = await Sim.StartAsync();

        using var answer = await sim.SendAsync(HttpMethod.Post, "/v2/users/me/meetings", body: body);

        Assert.Equal(
            """{"code":300,"message":"Request Body should be a valid JSON object."}""",
            await answer.Content.ReadAsStringAsync(sim.Cancellation));
    }

    [Theory]
    [InlineData("nobody@sim.example", HttpStatusCode.NotFound, 1001)]
    [InlineData("igor.volkov@sim.example", HttpStatusCode.BadRequest, 3161)]
    public async Task Who_is_unknown_or_inactive_cannot_host(string who, HttpStatusCode status, int code)
    {
        await using var sim = await Sim.StartAsync();

        using var answer = await sim.SendAsync(HttpMethod.Post, $"/v2/users/{who}/meetings", body: Lesson);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(code, (await sim.JsonAsync(answer))["code"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("DELETE", "meeting:read", "meeting:delete:meeting, meeting:delete:meeting:admin")]
    [InlineData("GET", "meeting:delete:meeting", "meeting:read:meeting, meeting:read:meeting:admin")]
    [InlineData("POST", "meeting:read", "meeting:write:meeting, meeting:write:meeting:admin")]
    public async Task Each_call_has_its_scope(string method, string held, string missing)
    {
        await using var sim = await Sim.StartAsync();
        var client = Client.Of(sim);
        sim.Control.OAuth.ChangeApp(client.App.ClientId, new AppChange { Scopes = [held] });
        var (access, _) = await client.PairAsync();

        using var answer = await sim.SendAsync(
            new HttpMethod(method), method == "POST" ? "/v2/users/me/meetings" : "/v2/meetings/1", access, method == "POST" ? Lesson : null);

        Assert.Contains($"scopes:[{missing}]", (await sim.JsonAsync(answer))["message"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_meeting_of_another_user_is_not_there_for_a_user()
    {
        await using var sim = await Sim.StartAsync();
        using var created = await sim.SendAsync(HttpMethod.Post, $"/v2/users/{Client.Anna}/meetings", body: Lesson);
        var path = "/v2/meetings/" + (await sim.JsonAsync(created))["id"];
        var client = Client.Of(sim);
        var (maria, anna) = (await client.PairAsync(), await client.PairAsync(Client.Anna));

        using var hidden = await sim.SendAsync(HttpMethod.Delete, path, maria.Access);
        using var own = await sim.SendAsync(HttpMethod.Delete, path, anna.Access);

        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, own.StatusCode);
    }

    [Fact]
    public async Task An_id_that_is_no_number_is_300()
    {
        await using var sim = await Sim.StartAsync();

        var body = await sim.GetAsync("/v2/meetings/lesson", HttpStatusCode.BadRequest);

        Assert.Equal(300, body["code"]!.GetValue<int>());
    }
}
