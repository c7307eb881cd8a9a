using System.Globalization;
using System.Text.Json;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Recordings;

/// <summary>F10: a disk that is full, or must be kept from becoming so.</summary>
public sealed class DiskSpaceTests
{
    [Fact]
    public async Task A_download_that_would_touch_the_reserve_waits_with_a_reason_and_goes_on_once_there_is_room()
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Recordings:DiskReserveBytes"] = long.MaxValue.ToString(CultureInfo.InvariantCulture),
        };
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite, settings);
        var held = await rig.HoldAsync();
        await rig.LearnAsync(held);

        var recording = await rig.RecordingAsync();
        Assert.Equal("queued", recording.State);
        Assert.Contains("Recordings:DiskReserveBytes", recording.Reason, StringComparison.Ordinal);
        Assert.Empty(rig.MediaRequests());

        // However long it takes, it is not given up, and Zoom is not asked in vain.
        rig.Zoom.ClearLog();
        for (var minutes = 0; minutes < 20; minutes++)
        {
            await rig.PassAsync(TimeSpan.FromSeconds(61));
        }

        Assert.Equal("open", (await rig.RecordingAsync()).JobState);
        Assert.Empty(rig.MediaRequests());

        // But for the look at late files after 15 minutes.
        Assert.InRange(rig.Zoom.Log.Count, 0, 1);
        await rig.CheckAsync();

        await ChangeSettingAsync(rig, "Recordings:DiskReserveBytes", "0");
        await rig.RestartAsync();
        await rig.PassAsync();
        await rig.AssertHeldAsync(held);
        await rig.CheckAsync();
    }

    [RootFact]
    public async Task A_file_of_unknown_length_stops_at_the_reserve()
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        await using var disk = await SmallDisk.MountAsync(Path.Combine(rig.World.Server.DataFolder, "media"), 48);
        await ChangeSettingAsync(rig, "Recordings:DiskReserveBytes", (20L << 20).ToString(CultureInfo.InvariantCulture));
        await rig.RestartAsync();
        var held = await rig.HoldAsync(60L << 20);
        rig.ListAs(WithoutSizes(await rig.ListingOfAsync(held)));
        await rig.LearnAsync(held);

        Assert.InRange(new DriveInfo(disk.Path).AvailableFreeSpace, 3L << 20, 48L << 20);
        var recording = await rig.RecordingAsync();
        Assert.Equal("queued", recording.State);
        Assert.Contains("waits for disk space", recording.Reason, StringComparison.Ordinal);
        await rig.CheckAsync();
    }

    [RootFact]
    public async Task On_a_full_disk_downloads_wait_webhooks_are_answered_and_all_goes_on_after_room_was_made()
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        await using var disk = await SmallDisk.MountAsync(Path.Combine(rig.World.Server.DataFolder, "media"), 16);
        var ballast = Path.Combine(disk.Path, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[10 << 20]);
        var held = await rig.HoldAsync(8L << 20);
        rig.ListAs(WithoutSizes(await rig.ListingOfAsync(held)));
        await rig.LearnAsync(held);

        var recording = await rig.RecordingAsync();
        Assert.Equal("queued", recording.State);
        Assert.Contains("waits for disk space", recording.Reason, StringComparison.Ordinal);
        var another = await rig.Zoom.HoldMeetingAsync(new HoldMeeting { Topic = "Meanwhile", Files = ["chat"] }, CancellationToken.None);
        Assert.All(another.Deliveries, delivery => Assert.Equal(200, delivery.Status));
        await rig.World.DrainAsync();
        for (var minutes = 0; minutes < 15; minutes++)
        {
            await rig.PassAsync(TimeSpan.FromSeconds(61));
        }

        Assert.Equal("open", (await rig.RecordingsAsync())[0].JobState);
        File.Delete(ballast);
        rig.Zoom.ClearFaults();
        await rig.PassAsync();
        await rig.AssertHeldAsync(held);
        await rig.LearnAsync(another);
        await rig.AssertHeldAsync(another);
        await rig.CheckAsync();
    }

    private static string WithoutSizes(string listing) =>
        System.Text.RegularExpressions.Regex.Replace(
            listing, "\"file_size\":\"?[0-9]+\"?,?", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5));

    private static async Task ChangeSettingAsync(DownloadRig rig, string name, string value)
    {
        var path = Path.Combine(rig.World.Server.Folder.Path, "reconvene.json");
        var settings = JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllTextAsync(path))!;
        settings[name] = value;
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(settings));
    }
}
