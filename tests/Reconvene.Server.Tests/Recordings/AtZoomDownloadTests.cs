using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Jobs;
using Reconvene.Server.Recordings.AtZoom;
using Reconvene.Server.Tests.Sources;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Recordings;

/// <summary>Seed 002's door: one recording, named by a person.</summary>
public sealed class AtZoomDownloadTests
{
    private const string Route = "/api/zoom/download/";
    private const string Player = "Design review / player";

    [Theory]
    [Engines]
    public async Task A_recording_that_is_named_comes_on_the_ledger_and_goes_its_way(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        var meeting = Meeting(world, "Weekly product sync 🚀");

        var started = await PostAsync(world, meeting.Uuid);

        Assert.True(started.Code is 202, started.Text);
        Assert.Equal(["success", "message", "task_id", "deliverable_id"], started.Json.EnumerateObject().Select(member => member.Name), StringComparer.Ordinal);
        Assert.True(started.Json.GetProperty("success").GetBoolean());
        Assert.Equal(JsonValueKind.Null, started.Json.GetProperty("deliverable_id").ValueKind);
        var task = started.Json.GetProperty("task_id").GetString();
        Assert.Equal($"/api/v1/tasks/{task}", started.Headers["Location"]);
        await world.DrainAsync();
        Assert.Equal("SUCCESS", (await world.GetAsync($"/api/v1/tasks/{task}")).State());
        var recording = Assert.Single(await world.RecordingsAsync());
        Assert.Equal((meeting.Uuid, "ready"), (recording.GetProperty("meeting_uuid").GetString(), recording.GetProperty("state").GetString()));

        var again = await PostAsync(world, meeting.Uuid);
        Assert.Equal(
            recording.GetProperty("deliverables")[0].GetProperty("id").GetInt64(), again.Json.GetProperty("deliverable_id").GetInt64());
        await world.DrainAsync();
        Assert.Single(await world.RecordingsAsync());
    }

    [Theory]
    [InlineData("Пробный урок английского 📚 Михаил")]
    [InlineData("Customer interview: language school 🎧")]
    [InlineData("Design review / player")]
    public async Task A_uuid_is_taken_raw_and_encoded_once_or_twice(string topic)
    {
        await using var world = await World.StartAsync(TestEngine.Sqlite);
        var uuid = Meeting(world, topic).Uuid;
        var once = Uri.EscapeDataString(uuid);
        foreach (var form in (string[])[uuid, once, Uri.EscapeDataString(once), once + "/"])
        {
            var started = await PostAsync(world, form, isEncoded: true);
            Assert.True(started.Code is 202, $"{form}: {started.Text}");
        }

        await world.DrainAsync();
        Assert.Equal(uuid, Assert.Single(await world.RecordingsAsync()).GetProperty("meeting_uuid").GetString());
    }

    [Theory]
    [Engines]
    public async Task A_number_is_its_latest_instance(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        var instances = world.Control.World().Meetings.Where(one => one.Topic is "Weekly product sync 🚀").OrderByDescending(one => one.StartsAt).ToList();
        Assert.Equal(3, instances.Count);

        Assert.Equal(202, (await PostAsync(world, $"{instances[0].Number}")).Code);

        await world.DrainAsync();
        Assert.Equal(instances[0].Uuid, Assert.Single(await world.RecordingsAsync()).GetProperty("meeting_uuid").GetString());
    }

    [Theory]
    [Engines]
    public async Task A_person_takes_their_own_through_their_own_connection(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        var id = await world.ConnectAsync();
        var uuid = world.Control.World().Meetings.First(one => one.Topic is "Weekly product sync 🚀").Uuid;

        var started = await world.Owner.SendAsync(HttpMethod.Post, Route + Uri.EscapeDataString(uuid));

        Assert.True(started.Code is 202, started.Text);
        await world.Server.Services.GetRequiredService<JobDrain>().DrainAsync(
            TimeSpan.FromMinutes(2), CancellationToken.None);
        var recording = Assert.Single((await world.GetAsync("/api/v1/recordings")).GetProperty("items").EnumerateArray());
        Assert.Equal((id, "ready"), (recording.GetProperty("credential_id").GetInt64(), recording.GetProperty("state").GetString()));
    }

    [Theory]
    [Engines]
    public async Task One_file_alone_is_taken_when_asked_for_and_the_others_say_why_they_are_missing(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        var meeting = Meeting(world, Player);
        var chat = await FileAsync(world, meeting, "CHAT");

        var unknown = await PostAsync(world, meeting.Uuid, """{"file_id":"none-of-them"}""");
        Assert.Equal((422, "file_id"), (unknown.Code, Assert.Single(unknown.Fields)));
        Assert.Empty(await world.RecordingsAsync());

        var started = await PostAsync(world, meeting.Uuid, JsonSerializer.Serialize(new { file_id = chat, template = "Summary" }));
        Assert.True(started.Code is 202, started.Text);
        Assert.StartsWith("One file of recording", started.Json.GetProperty("message").GetString(), StringComparison.Ordinal);
        await world.DrainAsync();

        var recording = Assert.Single(await world.RecordingsAsync());
        Assert.Equal("held", recording.GetProperty("state").GetString());
        Assert.StartsWith("Only the file that was asked for", recording.GetProperty("reason").GetString(), StringComparison.Ordinal);
        var files = recording.GetProperty("files").EnumerateArray().ToLookup(file => file.GetProperty("state").GetString(), StringComparer.Ordinal);
        Assert.Equal("CHAT", Assert.Single(files["held"]).GetProperty("file_type").GetString());
        Assert.All(files["missing"], file => Assert.StartsWith("Nobody asked", file.GetProperty("reason").GetString(), StringComparison.Ordinal));
        Assert.Equal(recording.GetProperty("file_count").GetInt32() - 1, files["missing"].Count());

        await ProcessAsync(world, recording);
        Assert.Equal("ready", Assert.Single(await world.RecordingsAsync()).GetProperty("state").GetString());
    }

    [Theory]
    [Engines]
    public async Task What_is_not_to_be_processed_yet_is_held_until_a_person_asks(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);

        var started = await PostAsync(world, Meeting(world, Player).Uuid, """{"process_immediately":false}""");
        Assert.True(started.Code is 202, started.Text);
        await world.DrainAsync();

        var recording = Assert.Single(await world.RecordingsAsync());
        Assert.Equal("held", recording.GetProperty("state").GetString());
        Assert.StartsWith("Taken and not processed", recording.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.All(recording.GetProperty("files").EnumerateArray(), file => Assert.Equal("held", file.GetProperty("state").GetString()));
        Assert.Equal(JsonValueKind.Null, recording.GetProperty("transcript").ValueKind);
        Assert.Empty(recording.GetProperty("deliverables").EnumerateArray());

        await ProcessAsync(world, recording);
        Assert.Equal("ready", Assert.Single(await world.RecordingsAsync()).GetProperty("state").GetString());
    }

    [Theory]
    [Engines]
    public async Task A_recording_on_its_way_is_not_held_up_by_a_smaller_order_and_a_larger_one_widens_it(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        var uuid = Meeting(world, Player).Uuid;
        world.Control.AddFault(new FaultRule { Path = "/ssr/*", Gate = "files", Times = null });

        var small = await PostAsync(world, uuid, """{"process_immediately":false}""");
        var whole = await PostAsync(world, uuid);
        var smallAgain = await PostAsync(world, uuid, """{"process_immediately":false}""");

        Assert.Equal(small.Json.GetProperty("task_id").GetString(), whole.Json.GetProperty("task_id").GetString());
        Assert.Equal(small.Json.GetProperty("task_id").GetString(), smallAgain.Json.GetProperty("task_id").GetString());
        Assert.Contains("on its way already", smallAgain.Json.GetProperty("message").GetString(), StringComparison.Ordinal);
        world.Control.ClearFaults();
        world.Control.ReleaseGate("files");
        await world.DrainAsync();
        Assert.Equal("ready", Assert.Single(await world.RecordingsAsync()).GetProperty("state").GetString());
    }

    [Theory]
    [Engines]
    public async Task What_is_not_there_or_not_known_is_answered_in_the_shape_of_the_seed(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        var uuid = Meeting(world, "Design review / player").Uuid;
        (string Meeting, string? Body, int Status, string Code)[] cases =
        [
            ("99999999999", null, 404, "not_found_at_zoom"),
            ("AAAAAAAAAAAAAAAAAAAAAA==", null, 404, "not_found_at_zoom"),
            (uuid, """{"template":"novel"}""", 422, "validation_failed"),
            (uuid, """{"tenant_id":2}""", 422, "validation_failed"),
            ("no meeting", null, 422, "validation_failed"),
            ("0", null, 422, "validation_failed"),
        ];
        foreach (var (meeting, body, status, code) in cases)
        {
            var answer = await PostAsync(world, meeting, body);
            Assert.True((answer.Code, answer.ErrorCode) == (status, code), $"{meeting} {body}: {answer.Text}");
            Assert.Equal(status, answer.Json.GetProperty("status_code").GetInt32());
            Assert.NotEmpty(answer.Detail);
        }

        await world.DrainAsync();
        Assert.Empty(await world.RecordingsAsync());
    }

    [Theory]
    [InlineData("8123456789", "8123456789")]
    [InlineData("abc+/D==", "abc+/D==")]
    [InlineData("%2Fabc%2B%2F%2FD%3D%3D", "/abc+//D==")]
    [InlineData("%252Fabc%252B%252F%252FD%253D%253D", "/abc+//D==")]
    [InlineData("0", null)]
    [InlineData("-5", null)]
    [InlineData("", null)]
    [InlineData("a b", null)]
    [InlineData("a?b", null)]
    [InlineData("%00", null)]
    [InlineData("..", null)]
    public void A_meeting_is_read_in_any_encoding_or_not_at_all(string text, string? meeting) =>
        Assert.Equal(meeting, MeetingName.Read(text)?.Text);

    private static async Task ProcessAsync(World world, JsonElement recording)
    {
        var answer = await world.Owner.SendAsync(
            HttpMethod.Post, $"/api/v1/recordings/{recording.GetProperty("id").GetInt64()}/process");
        Assert.True(answer.Code is 202, answer.Text);
        await world.DrainAsync();
    }

    private static async Task<string> FileAsync(World world, MeetingView meeting, string type) =>
        (await world.GetAsync("/api/zoom/meetings?page_size=300")).GetProperty("meetings").EnumerateArray()
            .Single(one => one.GetProperty("uuid").GetString() == meeting.Uuid).GetProperty("recording_files").EnumerateArray()
            .First(file => file.GetProperty("file_type").GetString() == type).GetProperty("id").GetString()!;

    private static MeetingView Meeting(World world, string topic) =>
        world.Control.World().Meetings.First(one => one.Topic == topic);

    /// <summary>Posts to the address as it stands, which the usual classes would tidy up.</summary>
    private static async Task<Answer> PostAsync(World world, string meeting, string? body = null, bool isEncoded = false)
    {
        var target = Route + (isEncoded ? meeting : Uri.EscapeDataString(meeting));
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            new Uri(
                world.Server.Address.GetLeftPart(UriPartial.Authority) + target,
                new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        return await world.Owner.AskAsync(request);
    }
}
