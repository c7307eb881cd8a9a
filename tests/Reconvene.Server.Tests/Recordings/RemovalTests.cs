using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Recordings;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Recordings;

/// <summary>What a person removes here is gone, and stays gone.</summary>
public sealed class RemovalTests
{
    [Theory]
    [Engines]
    public async Task A_removed_recording_is_gone_from_the_disk_and_a_later_look_does_not_bring_it_back(TestEngine engine)
    {
        await using var rig = await DownloadRig.StartAsync(engine);
        var held = await rig.HoldAsync(null, "Weekly review", "video", "transcript");
        await rig.LearnAsync(held);
        var recording = await rig.RecordingAsync();

        Assert.Equal(204, (await rig.World.Owner.SendAsync(HttpMethod.Delete, $"/api/v1/recordings/{recording.Id}")).Code);
        Assert.Empty(MediaOnDisk(rig));
        await rig.LearnAsync(held);
        await rig.World.SyncAsync();

        Assert.All(
            (await rig.FilesAsync()).Where(file => file.RecordingId == recording.Id),
            file => Assert.Equal("deleted", file.State));
        await rig.CheckAsync();
    }

    [Fact]
    public async Task A_transcript_that_comes_after_its_recording_was_removed_is_not_fetched()
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        var held = await rig.Zoom.HoldMeetingAsync(
            new HoldMeeting { Files = ["video", "transcript"], TranscriptAfter = TimeSpan.FromMinutes(5) }, CancellationToken.None);
        await rig.World.DrainAsync();
        var recording = await rig.RecordingAsync();
        Assert.Equal(204, (await rig.World.Owner.SendAsync(HttpMethod.Delete, $"/api/v1/recordings/{recording.Id}")).Code);

        rig.Clock.Advance(TimeSpan.FromMinutes(6));
        await rig.Zoom.AdvanceClockAsync(TimeSpan.Zero, CancellationToken.None);
        await rig.LearnAsync(held);

        Assert.All(await rig.FilesAsync(), file => Assert.Equal("deleted", file.State));
        Assert.Empty(MediaOnDisk(rig));
        await rig.CheckAsync();
    }

    [Theory]
    [Engines]
    public async Task A_removed_file_is_gone_and_the_others_stay(TestEngine engine)
    {
        await using var rig = await DownloadRig.StartAsync(engine);
        var held = await rig.HoldAsync(null, "Weekly review", "video", "chat");
        await rig.LearnAsync(held);
        var video = (await rig.FilesAsync()).Single(file => file.FileType is "MP4");

        var removed = await rig.World.Owner.SendAsync(
            HttpMethod.Delete, $"/api/v1/recordings/{video.RecordingId}/files/{video.Id}");
        Assert.Equal(204, removed.Code);
        await rig.LearnAsync(held);

        var files = await rig.FilesAsync();
        Assert.Equal("deleted", files.Single(file => file.Id == video.Id).State);
        Assert.Equal("held", files.Single(file => file.Id != video.Id).State);
        Assert.Single(MediaOnDisk(rig));
        await rig.CheckAsync();
    }

    [Fact]
    public async Task A_recording_removed_while_it_is_fetched_leaves_nothing_behind()
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        var held = await rig.HoldAsync();
        rig.Zoom.AddFault(new FaultRule { Path = DownloadRig.Media, Gate = "media" });
        await rig.TellAsync(held);
        await rig.Zoom.WaitForRequestAsync(
            request => request.Path.StartsWith("/ssr/", StringComparison.Ordinal), CancellationToken.None);

        var recording = await rig.RecordingAsync();
        Assert.Equal(204, (await rig.World.Owner.SendAsync(HttpMethod.Delete, $"/api/v1/recordings/{recording.Id}")).Code);
        rig.Zoom.ReleaseGate("media");
        await rig.World.DrainAsync();
        await rig.SettleAsync();

        Assert.Equal("deleted", (await rig.FileAsync()).State);
        Assert.Empty(MediaOnDisk(rig));
        Assert.DoesNotContain(rig.World.Server.LogLines, line => line.Contains("unexpectedly", StringComparison.Ordinal));
        await rig.CheckAsync();
    }

    [Fact]
    public async Task A_recording_removed_halfway_leaves_no_piece_behind()
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        var held = await rig.HoldAsync(20L << 20);
        rig.Zoom.AddFault(new FaultRule { Path = DownloadRig.Media, CutAfterBytes = 18L << 20 });
        await rig.LearnAsync(held);

        var recording = await rig.RecordingAsync();
        Assert.Equal(204, (await rig.World.Owner.SendAsync(HttpMethod.Delete, $"/api/v1/recordings/{recording.Id}")).Code);
        await rig.SettleAsync();

        Assert.Empty(MediaOnDisk(rig));
        await rig.CheckAsync();
    }

    [Theory]
    [Engines]
    public async Task With_its_connection_a_recording_leaves_the_disk(TestEngine engine)
    {
        await using var rig = await DownloadRig.StartAsync(engine);
        var first = await rig.HoldAsync();
        await rig.LearnAsync(first);
        var second = await rig.HoldAsync(20L << 20);
        rig.Zoom.AddFault(new FaultRule { Path = DownloadRig.Media, CutAfterBytes = 18L << 20 });
        await rig.LearnAsync(second);
        Assert.NotEmpty(MediaOnDisk(rig));

        var removed = await rig.World.Owner.SendAsync(
            HttpMethod.Delete, $"/api/v1/credentials/{rig.World.Credential}?force=true");
        Assert.Equal(204, removed.Code);
        await rig.World.DrainAsync();

        Assert.Empty(await rig.FilesAsync());
        Assert.Empty(MediaOnDisk(rig));
        Assert.DoesNotContain(
            Directory.EnumerateDirectories(Root(rig), "*", SearchOption.AllDirectories),
            folder => Path.GetDirectoryName(folder) != Root(rig));
        await rig.CheckAsync();
    }

    private static string Root(DownloadRig rig) => rig.World.Server.Services.GetRequiredService<MediaFiles>().Root;

    private static IReadOnlyList<string> MediaOnDisk(DownloadRig rig) =>
    [
        .. rig.World.Server.MediaFiles,
        .. Directory.EnumerateFiles(Path.Combine(rig.World.Server.DataFolder, "tmp"), "*", SearchOption.AllDirectories),
    ];
}
