using System.Net;
using System.Text.Json.Nodes;
using Reconvene.Simulator.Control;
using Reconvene.Simulator.Control.Lives;
using Reconvene.Simulator.Tests.Kit;

namespace Reconvene.Simulator.Tests.Zoom.Lives;

public class LifeTests
{
    private const string Anna = "anna.sokolova@sim.example";

    private static readonly HoldMeeting Plain = new() { Files = ["audio", "transcript", "chat"], SendWebhooks = false };

    [Fact]
    public async Task A_recording_goes_into_the_trash_comes_back_and_is_deleted_with_an_event_each()
    {
        await using var sim = await Sim.StartAsync();
        await using var receiver = await ListenAsync(sim);
        var held = await sim.Control.HoldMeetingAsync(Plain, sim.Cancellation);
        var which = new RecordingChange { Uuid = held.Meeting.Uuid };

        await sim.Control.Life.ChangeAsync(LifeAction.Trash, which, sim.Cancellation);
        var trashed = await StatusAsync(sim, held);
        var inTrash = await sim.GetAsync("/v2/users/me/recordings?trash=true");
        await sim.Control.Life.ChangeAsync(LifeAction.Recover, which, sim.Cancellation);
        var back = await StatusAsync(sim, held);
        await sim.Control.Life.ChangeAsync(LifeAction.Delete, which, sim.Cancellation);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (trashed, back));
        Assert.Single(inTrash["meetings"]!.AsArray());
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(sim, held));
        Assert.Equal("recording.trashed recording.recovered recording.deleted", string.Join(' ', receiver.Events));
        Assert.All(receiver.Letters, letter => Assert.Equal(3, letter.Json["payload"]!["object"]!["recording_files"]!.AsArray().Count));
    }

    [Fact]
    public async Task One_file_lives_a_life_of_its_own()
    {
        await using var sim = await Sim.StartAsync();
        await using var receiver = await ListenAsync(sim);
        var held = await sim.Control.HoldMeetingAsync(Plain, sim.Cancellation);
        var which = new RecordingChange { Uuid = held.Meeting.Uuid, File = held.Files[0].Key };

        await sim.Control.Life.ChangeAsync(LifeAction.Trash, which, sim.Cancellation);
        var left = await sim.GetAsync($"/v2/meetings/{held.Meeting.Number}/recordings");
        var inTrash = await sim.GetAsync("/v2/users/me/recordings?trash=true&trash_type=recording_file");
        await sim.Control.Life.ChangeAsync(LifeAction.Recover, which, sim.Cancellation);
        await sim.Control.Life.ChangeAsync(LifeAction.Delete, which, sim.Cancellation);

        Assert.Equal(2, left["recording_files"]!.AsArray().Count);
        Assert.Single(inTrash["meetings"]![0]!["recording_files"]!.AsArray());
        Assert.Equal(2, sim.Control.FilesOf(held.Meeting.Uuid).Count);
        Assert.All(receiver.Letters, letter => Assert.Single(letter.Json["payload"]!["object"]!["recording_files"]!.AsArray()));
    }

    [Fact]
    public async Task The_trash_is_listed_whatever_dates_are_asked_for()
    {
        await using var sim = await Sim.StartAsync();
        var old = sim.Control.World().Meetings.First(meeting => meeting.HostEmail == Anna && meeting.Topic.StartsWith("Короткий", StringComparison.Ordinal));
        await sim.Control.Life.ChangeAsync(LifeAction.Trash, new RecordingChange { Uuid = old.Uuid }, sim.Cancellation);

        var body = await sim.GetAsync($"/v2/users/{Anna}/recordings?trash=true&trash_type=meeting_recordings&from=2001-01-01&to=2020-01-01");

        Assert.Equal(old.Uuid, body["meetings"]![0]!["uuid"]!.ToString());
    }

    [Fact]
    public async Task Many_at_once_are_told_in_one_event_of_the_batch_kind()
    {
        await using var sim = await Sim.StartAsync();
        await using var receiver = await ListenAsync(sim);
        var uuids = sim.Control.World().Meetings.Where(meeting => meeting.HostEmail == Anna).Select(meeting => meeting.Uuid).ToList();
        var audio = sim.Control.FilesOf(uuids[0])[0];

        await sim.Control.Life.ChangeManyAsync(new BatchChange { Action = LifeAction.Trash, Host = Anna }, sim.Cancellation);
        var empty = sim.Control.World().Meetings.Where(meeting => meeting.HostEmail == Anna).All(meeting => meeting.IsTrashed);
        await sim.Control.Life.ChangeManyAsync(new BatchChange { Action = LifeAction.Recover, Host = Anna }, sim.Cancellation);
        await sim.Control.Life.ChangeManyAsync(
            new BatchChange { Action = LifeAction.Delete, Recordings = [new() { Uuid = uuids[0], File = audio.Key }, new() { Uuid = uuids[1] }] },
            sim.Cancellation);

        Assert.True(empty);
        Assert.Equal("recording.batch_trashed recording.batch_recovered recording.batch_deleted", string.Join(' ', receiver.Events));
        var told = receiver.Letters.Select(letter => letter.Json["payload"]!).ToList();
        Assert.Equal("trash_user_recordings", told[0]["operation"]!.ToString());
        Assert.Equal(uuids, told[0]["object"]!["meeting_uuids"]!.AsArray().Select(uuid => uuid!.ToString()), StringComparer.Ordinal);
        Assert.Null(told[1]["object"]!["meetings"]![0]!["recording_file_ids"]);
        Assert.Equal([audio.Id!], told[2]["object"]!["meetings"]![0]!["recording_file_ids"]!.AsArray().Select(id => id!.ToString()), StringComparer.Ordinal);
        Assert.Empty(sim.Control.FilesOf(uuids[1]));
    }

    [SharedTheory]
    [InlineData("events-official", "recording.batch_trashed")]
    [InlineData("events-official", "recording.batch_recovered")]
    [InlineData("events-official", "recording.batch_deleted")]
    [InlineData("webhooks", "user.activated")]
    [InlineData("webhooks", "user.deactivated")]
    [InlineData("webhooks", "user.deleted")]
    public async Task Events_have_the_fields_of_Zooms_samples(string folder, string name)
    {
        await using var sim = await Sim.StartAsync();
        await using var receiver = await ListenAsync(sim);
        foreach (var action in new[] { LifeAction.Trash, LifeAction.Recover, LifeAction.Delete })
        {
            await sim.Control.Life.ChangeManyAsync(new BatchChange { Action = action }, sim.Cancellation);
        }

        foreach (var change in new[] { UserChange.Deactivate, UserChange.Activate, UserChange.Delete })
        {
            await sim.Control.Life.ChangeUserAsync(Anna, change, sim.Cancellation);
        }

        var told = receiver.Letters.Select(letter => letter.Json).Single(json => json["event"]!.ToString() == name);

        var sample = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Shared.Samples, folder, name + ".json"), sim.Cancellation))!;
        Assert.Equal(Names(sample), Names(told), StringComparer.Ordinal);
        Assert.Equal(Names(sample["payload"]!), Names(told["payload"]!), StringComparer.Ordinal);
        Assert.Equal(Names(sample["payload"]!["object"]!), Names(told["payload"]!["object"]!), StringComparer.Ordinal);
    }

    [Fact]
    public async Task An_inactive_user_moves_to_the_other_list_and_keeps_the_recordings()
    {
        await using var sim = await Sim.StartAsync();

        await sim.Control.Life.ChangeUserAsync(Anna, UserChange.Deactivate, sim.Cancellation);
        var inactive = await sim.GetAsync("/v2/users?status=inactive");
        var recordings = await sim.GetAsync($"/v2/users/{Anna}/recordings?from={sim.Day(-5)}");
        await sim.Control.Life.ChangeUserAsync(Anna, UserChange.Activate, sim.Cancellation);
        var active = await sim.GetAsync("/v2/users");

        Assert.Contains(inactive["users"]!.AsArray(), user => user!["email"]!.ToString() == Anna);
        Assert.Single(recordings["meetings"]!.AsArray());
        Assert.Contains(active["users"]!.AsArray(), user => user!["email"]!.ToString() == Anna);
    }

    [Fact]
    public async Task A_deleted_user_is_gone_with_recordings_and_consents()
    {
        await using var sim = await Sim.StartAsync();
        var client = Client.Of(sim);
        var (access, _) = await client.PairAsync(Anna);
        var meeting = sim.Control.World().Meetings.First(one => one.HostEmail == Anna && !one.Uuid.StartsWith('/'));
        var file = sim.Control.FilesOf(meeting.Uuid)[0];

        await sim.Control.Life.ChangeUserAsync(Anna, UserChange.Delete, sim.Cancellation);

        var listed = await sim.GetAsync($"/v2/users/{Anna}/recordings", HttpStatusCode.NotFound);
        var read = await sim.GetAsync($"/v2/meetings/{meeting.Number}/recordings", HttpStatusCode.NotFound);
        using var download = await sim.SendAsync(HttpMethod.Get, file.DownloadPath);
        using var hers = await sim.SendAsync(HttpMethod.Get, "/v2/users/me", access);
        Assert.Equal((1001, 3001), (listed["code"]!.GetValue<int>(), read["code"]!.GetValue<int>()));
        Assert.Equal(HttpStatusCode.NotFound, download.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, hers.StatusCode);
        Assert.DoesNotContain(sim.Control.World().Users, user => user.Email == Anna);
    }

    [Fact]
    public async Task While_webhooks_stop_nothing_is_sent_and_what_was_due_again_is_lost()
    {
        await using var sim = await Sim.StartAsync(new SimulatorOptions { TimeProvider = new TestClock() });
        await using var receiver = await ListenAsync(sim);
        receiver.Answer = _ => (503, "");
        await sim.Control.SendEventAsync("""{"event":"before"}""", sim.Cancellation);

        sim.Control.Switches.MuteWebhooks = true;
        await sim.Control.SendEventAsync("""{"event":"meanwhile"}""", sim.Cancellation);
        await sim.Control.AdvanceClockAsync(TimeSpan.FromMinutes(6), sim.Cancellation);
        sim.Control.Switches.MuteWebhooks = false;
        await sim.Control.AdvanceClockAsync(TimeSpan.FromHours(3), sim.Cancellation);
        await sim.Control.SendEventAsync("""{"event":"after"}""", sim.Cancellation);

        Assert.Equal("before after", string.Join(' ', receiver.Events));
    }

    [Fact]
    public async Task Lives_are_scripted_over_http()
    {
        await using var sim = await Sim.StartAsync();
        await using var receiver = await ListenAsync(sim);
        var meeting = sim.Control.World().Meetings[0];

        var sent = await sim.PostControlAsync("recording/trash", $$"""{"uuid":"{{meeting.Uuid}}"}""");
        await sim.PostControlAsync("recording/recover", $$"""{"uuid":"{{meeting.Uuid}}"}""");
        await sim.PostControlAsync("recording/batch", """{"action":"trash"}""");
        await sim.PostControlAsync("recording/delete", $$"""{"uuid":"{{meeting.Uuid}}"}""");
        await sim.PostControlAsync("user/deactivate", $$"""{"user":"{{Anna}}"}""");
        await sim.PostControlAsync("user/activate", $$"""{"user":"{{Anna}}"}""");
        await sim.PostControlAsync("user/delete", $$"""{"user":"{{Anna}}"}""");

        Assert.Equal("recording.trashed", sent[0]!["event"]!.ToString());
        Assert.Equal(7, receiver.Letters.Count);
        Assert.Equal("trash_account_recordings", receiver.Letters.ElementAt(2).Json["payload"]!["operation"]!.ToString());
    }

    [Theory]
    [InlineData("recording/recover", """{"uuid":"WEEKLY"}""", "recovered")]
    [InlineData("recording/trash", """{"uuid":"nothing"}""", "nothing")]
    [InlineData("recording/trash", """{"uuid":"WEEKLY","file":"nothing"}""", "nothing")]
    [InlineData("recording/batch", """{"action":"trash","host":"nobody"}""", "nobody")]
    [InlineData("recording/batch", """{"action":"recover"}""", "recovered")]
    [InlineData("user/delete", """{"user":"maria.keller@sim.example"}""", "owns")]
    [InlineData("user/deactivate", """{"user":"nobody"}""", "nobody")]
    [InlineData("user/activate", """{"user":"sam.newcomer@sim.example"}""", "invitation")]
    public async Task A_wrong_wish_is_answered_with_a_sentence(string path, string body, string named)
    {
        await using var sim = await Sim.StartAsync();
        var wish = string.Join(sim.Control.World().Meetings[0].Uuid, body?.Split("WEEKLY") ?? []);
        using var content = new StringContent(wish);

        using var answer = await sim.Http.PostAsync("/_control/" + path, content, sim.Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(named, await answer.Content.ReadAsStringAsync(sim.Cancellation), StringComparison.Ordinal);
    }

    private static async Task<Receiver> ListenAsync(Sim sim)
    {
        var receiver = await Receiver.StartAsync();
        sim.Control.WebhookTarget = receiver.Address;
        return receiver;
    }

    private static async Task<HttpStatusCode> StatusAsync(Sim sim, HeldMeeting held)
    {
        using var answer = await sim.SendAsync(HttpMethod.Get, $"/v2/meetings/{held.Meeting.Number}/recordings");
        return answer.StatusCode;
    }

    private static IEnumerable<string> Names(JsonNode node) => node.AsObject().Select(field => field.Key).Order(StringComparer.Ordinal);
}
