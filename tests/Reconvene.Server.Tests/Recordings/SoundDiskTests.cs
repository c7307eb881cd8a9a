using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Reconvene.Server.Recordings;
using Reconvene.Server.Recordings.Download;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Recordings;

/// <summary>F15: a disk that does not take what it is given, or not under its name.</summary>
public sealed class SoundDiskTests
{
    [Theory]
    [InlineData(TestEngine.Sqlite, true)]
    [InlineData(TestEngine.Sqlite, false)]
    [InlineData(TestEngine.Postgres, true)]
    [InlineData(TestEngine.Postgres, false)]
    public async Task When_the_disk_refuses_at_the_last_moment_the_old_file_stays_and_nothing_half_has_its_name(TestEngine engine, bool atFlush)
    {
        var disk = new FailingSync();
        await using var rig = await DownloadRig.StartAsync(
            engine, adjust: builder => builder.Services.Replace(ServiceDescriptor.Singleton(disk.Sync)));
        var held = await rig.HoldAsync(300_000);
        await rig.LearnAsync(held);
        var file = await rig.FileAsync();
        var path = Path.Combine(rig.World.Server.DataFolder, "media", "1", $"{file.RecordingId}", $"{file.Id}.mp4");
        var old = await File.ReadAllBytesAsync(path);

        rig.Zoom.ResizeFile(held.Files[0].Key, 400_000);
        (disk.FlushFails, disk.RenameFails) = (atFlush, !atFlush);
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        await rig.LearnAsync(held);

        Assert.Equal("queued", (await rig.FileAsync()).State);
        Assert.Contains("disk did not take", (await rig.RecordingAsync()).Reason, StringComparison.Ordinal);
        Assert.Equal(old, await File.ReadAllBytesAsync(path));
        await rig.CheckAsync();

        (disk.FlushFails, disk.RenameFails) = (false, false);
        await rig.PassAsync();
        await rig.AssertHeldAsync(held);
        await rig.CheckAsync();
    }

    [Theory]
    [Engines]
    public async Task When_the_file_has_its_name_and_the_folder_cannot_be_flushed_it_is_held_only_after_that_was_done(TestEngine engine)
    {
        var disk = new FailingSync { FolderFails = true };
        await using var rig = await DownloadRig.StartAsync(
            engine, adjust: builder => builder.Services.Replace(ServiceDescriptor.Singleton(disk.Sync)));
        var held = await rig.HoldAsync(300_000);
        await rig.LearnAsync(held);

        var file = await rig.FileAsync();
        Assert.Equal("queued", file.State);
        Assert.Contains("disk did not take", (await rig.RecordingAsync()).Reason, StringComparison.Ordinal);
        Assert.EndsWith(".mp4", Assert.Single(rig.World.Server.MediaFiles), StringComparison.Ordinal);

        // While the disk refuses, the name alone proves nothing either.
        await rig.PassAsync();
        Assert.Equal("queued", (await rig.FileAsync()).State);
        var asked = rig.MediaRequests().Count;
        disk.FolderFails = false;
        await rig.PassAsync();
        await rig.AssertHeldAsync(held);
        Assert.Equal(asked, rig.MediaRequests().Count);
        await rig.CheckAsync();
    }

    [Theory]
    [Engines]
    public async Task A_piece_that_another_process_holds_is_said_to_be_that_and_not_the_disks_fault(TestEngine engine)
    {
        await using var rig = await DownloadRig.StartAsync(engine);
        var held = await rig.HoldAsync(20L << 20);
        rig.Zoom.AddFault(new FaultRule { Path = DownloadRig.Media, CutAfterBytes = 18L << 20 });
        await rig.LearnAsync(held);
        await using (File.Open(Assert.Single(rig.World.Server.MediaFiles), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            await rig.PassAsync();
        }

        Assert.Contains("Another process", (await rig.RecordingAsync()).Reason, StringComparison.Ordinal);
        await rig.SettleAsync();
        await rig.AssertHeldAsync(held);
        await rig.CheckAsync();
    }

    [Fact]
    public void A_piece_that_was_cut_short_is_said_to_be_that_and_not_the_disks_fault()
    {
        Assert.Contains("cut short", FetchFile.Say(new FileToFetch(), new EndOfStreamException()), StringComparison.Ordinal);
        Assert.Contains("disk did not take", FetchFile.Say(new FileToFetch(), new IOException("Input/output error", 5)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flush_that_fails_midway_moves_no_mark()
    {
        var disk = new FailingSync { FlushFails = true };
        await using var rig = await DownloadRig.StartAsync(
            TestEngine.Sqlite, adjust: builder => builder.Services.Replace(ServiceDescriptor.Singleton(disk.Sync)));
        var held = await rig.HoldAsync(40L << 20);
        await rig.LearnAsync(held);

        Assert.Equal(0, (await rig.FileAsync()).MarkBytes);
        Assert.Equal("queued", (await rig.FileAsync()).State);
        disk.FlushFails = false;
        await rig.PassAsync();
        await rig.AssertHeldAsync(held);
        await rig.CheckAsync();
    }

    [RootFact]
    public async Task On_a_disk_that_cannot_be_written_to_the_step_fails_with_a_reason_and_goes_on_later()
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        await using var disk = await SmallDisk.MountAsync(Path.Combine(rig.World.Server.DataFolder, "media"), 16);
        await disk.ForbidWritingAsync(true);
        var held = await rig.HoldAsync(300_000);
        await rig.LearnAsync(held);

        Assert.Equal("queued", (await rig.FileAsync()).State);
        Assert.Contains("disk did not take", (await rig.RecordingAsync()).Reason, StringComparison.Ordinal);

        await disk.ForbidWritingAsync(false);
        await rig.PassAsync();
        await rig.AssertHeldAsync(held);
        await rig.CheckAsync();
    }
}
