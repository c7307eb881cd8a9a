using System.Text.Json.Nodes;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Recordings;

/// <summary>F50, T19: the way to a file leads through Zoom's hosts, or not at all.</summary>
public sealed class WayToTheFileTests
{
    [Fact]
    public async Task A_redirect_to_a_foreign_host_is_not_followed_and_the_file_says_so()
    {
        await using var foreign = new ForeignHost();
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        rig.Zoom.Switches.RedirectOrigin = foreign.Origin;
        var held = await rig.HoldAsync();
        await rig.LearnAsync(held);

        var file = await rig.FileAsync();
        Assert.Equal("missing", file.State);
        Assert.Contains(foreign.Origin, file.Reason, StringComparison.Ordinal);
        Assert.Empty(foreign.Heads);
        Assert.DoesNotContain("Signature", file.Reason, StringComparison.OrdinalIgnoreCase);
        await rig.CheckAsync();

        // Once the way is right again, the next look brings the file.
        rig.Zoom.Switches.RedirectOrigin = null;
        await rig.LearnAsync(held);
        await rig.AssertHeldAsync(held);
    }

    [Fact]
    public async Task A_download_address_on_a_foreign_host_is_never_called()
    {
        await using var foreign = new ForeignHost();
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        var held = await rig.HoldAsync(null, "Weekly review", "video", "audio", "transcript", "chat");
        var host = foreign.Origin["http://".Length..];
        rig.ListAs(WithAddresses(
            await rig.ListingOfAsync(held),
            $"http://{host}/ssr/file",
            $"http://user@{host}/ssr/file",
            $"http://{rig.World.Zoom.Address.Authority}@{host}/ssr/file",
            $"http://localhost:{foreign.Port}/ssr/file"));
        await rig.LearnAsync(held);
        await rig.SettleAsync();

        Assert.All(await rig.FilesAsync(), file => Assert.True(file.State is "missing" or "waiting", file.State));
        Assert.Empty(foreign.Heads);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task An_address_that_only_looks_like_Zoom_is_refused_by_name()
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        var held = await rig.HoldAsync(null, "Weekly review", "video", "audio", "transcript", "chat", "timeline", "captions");
        rig.ListAs(WithAddresses(
            await rig.ListingOfAsync(held),
            "https://evilzoom.us/rec/download/x",
            "https://zoom.us.evil.example/rec/download/x",
            "https://zoom.us@evil.example/rec/download/x",
            "https://z\u043e\u043em.us/rec/download/x",
            "http://169.254.169.254/latest/meta-data",
            "file:///etc/passwd"));
        await rig.LearnAsync(held);

        Assert.Equal(6, (await rig.FilesAsync()).Count);
        Assert.All(await rig.FilesAsync(), file =>
        {
            Assert.Equal("missing", file.State);
            Assert.Contains("leaves Zoom's hosts or https", file.Reason, StringComparison.Ordinal);
            Assert.DoesNotContain("@", file.Reason, StringComparison.Ordinal);
        });
        await rig.CheckAsync();
    }

    [Fact]
    public async Task A_circle_of_redirects_ends_with_a_failure_that_names_it()
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        rig.Zoom.Switches.RedirectLoop = true;
        var held = await rig.HoldAsync();
        await rig.LearnAsync(held);

        var recording = await rig.RecordingAsync();
        Assert.Contains("circle", recording.FailureReason, StringComparison.Ordinal);
        Assert.Contains(rig.World.Zoom.Address.Authority, recording.FailureReason, StringComparison.Ordinal);
        Assert.DoesNotContain("Signature", recording.FailureReason, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("queued", recording.State);
        Assert.Equal(recording.FailureReason, recording.Reason);
        await rig.CheckAsync();

        rig.Zoom.Switches.RedirectLoop = false;
        await rig.PassAsync();
        await rig.AssertHeldAsync(held);
        await rig.CheckAsync();
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public async Task Five_redirects_are_followed_and_a_sixth_is_not(int redirects, bool arrives)
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        rig.Zoom.Switches.DownloadRedirects = redirects;
        var held = await rig.HoldAsync();
        await rig.LearnAsync(held);

        Assert.Equal(arrives ? "held" : "queued", (await rig.FileAsync()).State);
        if (!arrives)
        {
            Assert.Contains("more than 5 redirects", (await rig.RecordingAsync()).FailureReason, StringComparison.Ordinal);
        }

        await rig.CheckAsync();
    }

    private static string WithAddresses(string listing, params string[] addresses)
    {
        var told = JsonNode.Parse(listing)!;
        var files = told["recording_files"]!.AsArray();
        for (var i = 0; i < files.Count; i++)
        {
            files[i]!["download_url"] = addresses[i];
        }

        return told.ToJsonString();
    }
}
