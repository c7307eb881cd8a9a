using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Reconvene.Server.Recordings.Download;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Recordings;

/// <summary>F15: a disk that does not take what it is given, or not under its name.</summary>
public sealed class SoundDiskTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task When_the_disk_refuses_at_the_last_moment_the_old_file_stays_and_nothing_half_has_its_name(bool atFlush)
    {
        var disk = new FailingSync();
        await using var rig = await DownloadRig.StartAsync(
            TestEngine.Sqlite, adjust: builder => builder.Services.Replace(ServiceDescriptor.Singleton<FileSync>(disk)));
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

    [Fact]
    public async Task A_flush_that_fails_midway_moves_no_mark()
    {
        var disk = new FailingSync { FlushFails = true };
        await using var rig = await DownloadRig.StartAsync(
            TestEngine.Sqlite, adjust: builder => builder.Services.Replace(ServiceDescriptor.Singleton<FileSync>(disk)));
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
