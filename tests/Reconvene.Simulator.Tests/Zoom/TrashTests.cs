using System.Net;
using Reconvene.Simulator.Control;
using Reconvene.Simulator.Tests.Kit;

namespace Reconvene.Simulator.Tests.Zoom;

public class TrashTests
{
    private static readonly HoldMeeting Plain = new() { Files = ["audio", "transcript"] };

    [Fact]
    public async Task A_trashed_meeting_is_listed_in_the_trash_only_and_comes_back_whole()
    {
        await using var sim = await Sim.StartAsync();
        await using var receiver = await Receiver.StartAsync();
        var held = await sim.Control.HoldMeetingAsync(Plain with { Uuid = "/abcABC123==" }, sim.Cancellation);
        sim.Control.WebhookTarget = receiver.Address;
        const string Path = "/v2/meetings/%252FabcABC123%253D%253D/recordings";

        using var trashed = await sim.SendAsync(HttpMethod.Delete, Path);
        var gone = await sim.GetAsync(Path, HttpStatusCode.NotFound);
        var inTrash = await sim.GetAsync("/v2/users/me/recordings?trash=true");
        using var back = await sim.SendAsync(HttpMethod.Put, Path + "/status", body: """{"action":"recover"}""");
        var again = await sim.GetAsync(Path);
        await sim.Control.WaitForWebhooksAsync(sim.Cancellation);

        Assert.Equal(HttpStatusCode.NoContent, trashed.StatusCode);
        Assert.Equal(3301, gone["code"]!.GetValue<int>());
        Assert.Equal(held.Meeting.Uuid, inTrash["meetings"]![0]!["uuid"]!.ToString());
        Assert.NotNull(inTrash["meetings"]![0]!["recording_files"]![0]!["deleted_time"]);
        Assert.Equal(HttpStatusCode.OK, back.StatusCode);
        Assert.Equal(2, again["recording_files"]!.AsArray().Count);
        Assert.Equal("recording.trashed recording.recovered", string.Join(' ', receiver.Events));
    }

    [Fact]
    public async Task One_file_can_be_trashed_and_recovered()
    {
        await using var sim = await Sim.StartAsync();
        var held = await sim.Control.HoldMeetingAsync(Plain, sim.Cancellation);
        var path = $"/v2/meetings/{held.Meeting.Number}/recordings";

        using var trashed = await sim.SendAsync(HttpMethod.Delete, $"{path}/{held.Files[0].Id}?action=trash");
        var left = await sim.GetAsync(path);
        var inTrash = await sim.GetAsync("/v2/users/me/recordings?trash=true&trash_type=recording_file");
        using var download = await sim.SendAsync(HttpMethod.Get, held.Files[0].DownloadPath);
        using var back = await sim.SendAsync(HttpMethod.Put, $"{path}/{held.Files[0].Id}/status", body: """{"action":"recover"}""");

        Assert.Equal(HttpStatusCode.NoContent, trashed.StatusCode);
        Assert.Single(left["recording_files"]!.AsArray());
        Assert.Single(inTrash["meetings"]!.AsArray());
        Assert.Equal(HttpStatusCode.NotFound, download.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, back.StatusCode);
        Assert.Equal(2, (await sim.GetAsync(path))["recording_files"]!.AsArray().Count);
    }

    [Fact]
    public async Task The_trash_is_emptied_after_thirty_days_and_delete_cannot_be_undone()
    {
        await using var sim = await Sim.StartAsync();
        var trashed = await sim.Control.HoldMeetingAsync(Plain, sim.Cancellation);
        var deleted = await sim.Control.HoldMeetingAsync(Plain, sim.Cancellation);
        using var first = await sim.SendAsync(HttpMethod.Delete, $"/v2/meetings/{trashed.Meeting.Number}/recordings");
        using var second = await sim.SendAsync(HttpMethod.Delete, $"/v2/meetings/{deleted.Meeting.Number}/recordings?action=delete");
        await sim.Control.AdvanceClockAsync(TimeSpan.FromDays(31), sim.Cancellation);

        foreach (var number in new[] { trashed.Meeting.Number, deleted.Meeting.Number })
        {
            using var back = await sim.SendAsync(
                HttpMethod.Put, $"/v2/meetings/{number}/recordings/status", body: """{"action":"recover"}""");
            Assert.Equal(HttpStatusCode.NotFound, back.StatusCode);
        }

        Assert.Empty((await sim.GetAsync("/v2/users/me/recordings?trash=true"))["meetings"]!.AsArray());
    }

    [Fact]
    public async Task Another_action_is_refused()
    {
        await using var sim = await Sim.StartAsync();
        var held = await sim.Control.HoldMeetingAsync(Plain, sim.Cancellation);

        using var answer = await sim.SendAsync(HttpMethod.Delete, $"/v2/meetings/{held.Meeting.Number}/recordings?action=burn");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("action", (await sim.JsonAsync(answer))["errors"]![0]!["field"]!.ToString());
    }
}
