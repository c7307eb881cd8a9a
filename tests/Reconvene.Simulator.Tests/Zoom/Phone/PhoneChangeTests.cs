using System.Net;
using Reconvene.Simulator.Tests.Kit;

namespace Reconvene.Simulator.Tests.Zoom.Phone;

/// <summary>Recordings of calls are trashed, recovered and marked.</summary>
public class PhoneChangeTests
{
    private const string List = "/v2/phone/recordings";

    [Fact]
    public async Task A_recording_goes_into_the_trash_and_comes_back()
    {
        await using var sim = await StartAsync();
        await using var receiver = await Receiver.StartAsync();
        sim.Control.WebhookTarget = receiver.Address;
        var file = sim.Control.Phone.Recordings()[0];

        using var deleted = await sim.SendAsync(HttpMethod.Delete, $"{List}/{file.Id}");
        using var download = await sim.SendAsync(HttpMethod.Get, file.DownloadPath);
        var listed = await sim.GetAsync(List);
        using var again = await sim.SendAsync(HttpMethod.Delete, $"{List}/{file.Id}");
        using var back = await sim.SendAsync(HttpMethod.Put, $"{List}/{file.Id}/status", body: """{"action":"recover"}""");
        using var changed = await sim.SendAsync(HttpMethod.Patch, $"{List}/{file.Id}", body: """{"auto_delete_enable":false}""");
        var whole = await sim.GetAsync(List);
        await sim.Control.Phone.DeleteRecordingAsync(file.Id, sim.Cancellation);
        await sim.Control.WaitForWebhooksAsync(sim.Cancellation);

        Assert.Equal(
            (HttpStatusCode.NoContent, HttpStatusCode.BadRequest, HttpStatusCode.NotFound),
            (deleted.StatusCode, download.StatusCode, again.StatusCode));
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (back.StatusCode, changed.StatusCode));
        Assert.Equal((6, 7), (listed["recordings"]!.AsArray().Count, whole["recordings"]!.AsArray().Count));
        Assert.False(whole["recordings"]!.AsArray().Single(one => one!["id"]!.ToString() == file.Id)!["auto_delete_enable"]!.GetValue<bool>());
        Assert.Equal("phone.recording_deleted phone.recording_permanently_deleted", string.Join(' ', receiver.Events));
        Assert.Equal(6, (await sim.GetAsync(List))["total_records"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("PUT", "/status", """{"action":"burn"}""", 300)]
    [InlineData("PUT", "/status", """{"action":"recover"}""", 404)]
    [InlineData("PATCH", "", """{"auto_delete_enable":"perhaps"}""", 300)]
    public async Task A_wrong_change_is_refused(string method, string path, string body, int code)
    {
        await using var sim = await StartAsync();

        using var answer = await sim.SendAsync(new HttpMethod(method), $"{List}/{sim.Control.Phone.Recordings()[0].Id}{path}", body: body);

        Assert.Equal(code, (await sim.JsonAsync(answer))["code"]!.GetValue<int>());
    }

    private static Task<Sim> StartAsync() =>
        Sim.StartAsync(new SimulatorOptions { TimeProvider = new TestClock(), WithPhoneScopes = true });
}
