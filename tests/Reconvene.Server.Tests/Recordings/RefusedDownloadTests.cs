using Reconvene.Simulator;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Recordings;

/// <summary>F44, F45: tokens that are refused, and answers that only look like the file.</summary>
public sealed class RefusedDownloadTests
{
    private const long Mebibyte = 1L << 20;
    private const string Download = "/rec/download/*";

    [Theory]
    [InlineData(DownloadRefusal.Status401)]
    [InlineData(DownloadRefusal.ForbiddenJson)]
    [InlineData(DownloadRefusal.SignInPage)]
    public async Task A_token_that_expired_before_the_download_is_replaced_at_once(DownloadRefusal refusal)
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        rig.Zoom.Switches.DownloadRefusal = refusal;
        var held = await rig.HoldAsync(null, "Weekly review", "video", "audio");
        rig.Zoom.AddFault(new FaultRule { Path = Download, Nth = 2, ExpireTokens = true });
        await rig.LearnAsync(held);

        await rig.AssertHeldAsync(held);
        Assert.Equal("done", (await rig.RecordingAsync()).JobState);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task A_token_that_expires_midway_is_replaced_and_the_file_goes_on_from_its_mark()
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        var held = await rig.HoldAsync(20 * Mebibyte);
        rig.Zoom.AddFault(new FaultRule { Path = DownloadRig.Media, CutAfterBytes = 18 * Mebibyte });
        await rig.LearnAsync(held);
        rig.Zoom.ExpireAllTokens();
        await rig.PassAsync();

        await rig.AssertHeldAsync(held);
        Assert.Equal(206, rig.MediaRequests()[^1].Status);
        await rig.CheckAsync();
    }

    [Theory]
    [InlineData(DownloadRefusal.Status401)]
    [InlineData(DownloadRefusal.ForbiddenJson)]
    [InlineData(DownloadRefusal.SignInPage)]
    public async Task A_refusal_is_not_kept_as_the_file_and_later_the_file_comes(DownloadRefusal refusal)
    {
        // One after the other: here each download makes every token expire, also that of the listing another file asks for.
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Recordings:ParallelFiles"] = "1" };
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite, settings);
        rig.Zoom.Switches.DownloadRefusal = refusal;
        var held = await rig.HoldAsync(null, "Weekly review", "video", "transcript", "chat", "timeline");
        rig.Zoom.AddFault(new FaultRule { Path = Download, ExpireTokens = true, Times = 16 });
        await rig.LearnAsync(held);

        Assert.All(await rig.FilesAsync(), file => Assert.Equal("queued", file.State));
        Assert.NotNull((await rig.RecordingAsync()).FailureReason);
        await rig.CheckAsync();
        await rig.SettleAsync();

        await rig.AssertHeldAsync(held);
        await rig.CheckAsync();
    }

    [Theory]
    [InlineData("application/json", "{\"status\":false,\"errorCode\":124,\"errorMessage\":\"Forbidden\"}")]
    [InlineData("text/html;charset=UTF-8", "<!DOCTYPE html><html><body>Sign In</body></html>")]
    [InlineData("video/mp4", "<!DOCTYPE html><html><body>Sign In</body></html>")]
    [InlineData("application/octet-stream", "{\"status\":false,\"errorCode\":124,\"errorMessage\":\"Forbidden\"}")]
    [InlineData("video/mp4", "no video at all")]
    public async Task What_does_not_begin_like_the_file_is_not_kept_whatever_it_is_called(string type, string body)
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        var held = await rig.HoldAsync();
        rig.Zoom.AddFault(new FaultRule { Path = DownloadRig.Media, Body = body, ContentType = type, Times = 3 });
        await rig.LearnAsync(held);

        Assert.Equal("queued", (await rig.FileAsync()).State);
        Assert.Equal(0, (await rig.FileAsync()).MarkBytes);
        await rig.SettleAsync();

        await rig.AssertHeldAsync(held);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task A_file_that_is_refused_for_ever_ends_with_its_reason_and_can_be_asked_for_again()
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        var held = await rig.HoldAsync();
        rig.Zoom.AddFault(new FaultRule { Path = Download, Status = 401, Body = "{}", Times = null });
        await rig.LearnAsync(held);
        await rig.SettleAsync();

        var recording = await rig.RecordingAsync();
        Assert.Equal("given_up", recording.JobState);
        Assert.Equal("needs_attention", recording.State);
        Assert.Equal(recording.FailureReason, recording.Reason);
        await rig.CheckAsync();

        rig.Zoom.ClearFaults();
        var owner = await rig.World.Server.OwnerAsync();
        var asked = await owner.SendAsync(HttpMethod.Post, $"/api/v1/recordings/{recording.Id}/process");
        Assert.Equal(202, asked.Code);
        await rig.World.DrainAsync();
        await rig.AssertHeldAsync(held);
        await rig.CheckAsync();
    }
}
