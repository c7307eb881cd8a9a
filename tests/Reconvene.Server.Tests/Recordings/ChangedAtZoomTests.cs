using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Recordings;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Recordings;

/// <summary>F51, F5: files that vanish at Zoom, and files that are already here.</summary>
public sealed class ChangedAtZoomTests
{
    [Theory]
    [Engines]
    public async Task A_file_removed_at_Zoom_meanwhile_is_missing_with_a_reason_and_the_others_are_held(TestEngine engine)
    {
        await using var rig = await DownloadRig.StartAsync(engine);
        var held = await rig.HoldAsync(null, "Weekly review", "video", "audio", "transcript", "chat");
        rig.Zoom.AddFault(new FaultRule { Path = DownloadRig.Listing, Nth = 3, Gate = "listed" });
        await rig.TellAsync(held);
        await rig.Zoom.WaitForRequestAsync(
            request => request.Route == DownloadRig.Listing && rig.Zoom.Log.Count(one => one.Route == DownloadRig.Listing) >= 3,
            CancellationToken.None);
        var removed = held.Files.Single(file => file.FileType is "MP4");
        rig.Zoom.RemoveFile(removed.Key);
        rig.Zoom.ReleaseGate("listed");
        await rig.World.DrainAsync();
        await rig.SettleAsync();

        var files = await rig.FilesAsync();
        Assert.Equal("missing", Assert.Single(files, file => file.FileType is "MP4").State);
        Assert.Contains("Zoom", Assert.Single(files, file => file.FileType is "MP4").Reason, StringComparison.Ordinal);
        Assert.All(files.Where(file => file.FileType is not "MP4"), file => Assert.Equal("held", file.State));
        Assert.Equal("needs_attention", (await rig.RecordingAsync()).State);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task A_file_removed_at_Zoom_halfway_leaves_no_piece_behind()
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        var held = await rig.HoldAsync(20L << 20, "Weekly review", "video", "chat");
        rig.Zoom.AddFault(new FaultRule { Path = DownloadRig.Media, Times = 2, CutAfterBytes = 18L << 20 });
        await rig.LearnAsync(held);
        rig.Zoom.RemoveFile(held.Files.Single(file => file.FileType is "MP4").Key);
        await rig.SettleAsync();

        Assert.Equal("missing", Assert.Single(await rig.FilesAsync(), file => file.FileType is "MP4").State);
        await rig.CheckAsync();
    }

    [Theory]
    [Engines]
    public async Task A_file_that_was_renamed_and_not_recorded_is_recorded_and_not_fetched_again(TestEngine engine)
    {
        await using var rig = await DownloadRig.StartAsync(engine);
        var held = await rig.HoldAsync();
        await rig.LearnAsync(held);
        await rig.AssertHeldAsync(held);

        await PutBackAsync(rig);
        rig.Zoom.ClearLog();
        await rig.LearnAsync(held);

        await rig.AssertHeldAsync(held);
        Assert.Empty(rig.MediaRequests());
        await rig.CheckAsync();
    }

    [Fact]
    public async Task A_file_in_place_of_another_length_is_fetched_anew()
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        var held = await rig.HoldAsync();
        await rig.LearnAsync(held);
        var file = await rig.FileAsync();
        var path = rig.World.Server.Services.GetRequiredService<MediaFiles>()
            .PathOf(TenantId.First, new RecordingId(file.RecordingId), new RecordingFileId(file.Id), file.FileExtension);
        await File.AppendAllTextAsync(path, "torn");

        await PutBackAsync(rig);
        await rig.LearnAsync(held);

        await rig.AssertHeldAsync(held);
        await rig.CheckAsync();
    }

    /// <summary>As the database stands when the process is killed between the rename and the record.</summary>
    private static async Task PutBackAsync(DownloadRig rig)
    {
        await using var work = await rig.World.Server.Database.BeginAsync(CancellationToken.None);
        Assert.Equal(1, await work.ExecuteAsync(
            """
            UPDATE recording_files SET state = 'queued', held_bytes = NULL, sha256 = NULL, held_at = NULL, content_type = NULL
            WHERE tenant_id = 1
            """,
            null,
            CancellationToken.None));
        await work.CommitAsync(CancellationToken.None);
    }
}
