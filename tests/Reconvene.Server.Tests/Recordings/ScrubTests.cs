using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Recordings.Scrub;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Recordings;

/// <summary>F14: held files that somebody, or the disk, has changed.</summary>
public sealed class ScrubTests
{
    private static readonly Dictionary<string, string> Fast = new(StringComparer.Ordinal)
    {
        ["Recordings:ScrubBytesPerSecond"] = "1000000000",
    };

    [Theory]
    [Engines]
    public async Task A_held_file_that_was_flipped_cut_or_deleted_is_found_and_fetched_again(TestEngine engine)
    {
        await using var rig = await DownloadRig.StartAsync(engine, Fast);
        var held = await rig.HoldAsync(300_000, "Weekly review", "video", "audio", "chat", "timeline");
        await rig.LearnAsync(held);
        await rig.SettleAsync();
        var files = await rig.FilesAsync();
        Flip(PathOf(rig, files.Single(file => file.FileType is "MP4")));
        File.Delete(PathOf(rig, files.Single(file => file.FileType is "CHAT")));
        await using (var cut = File.OpenWrite(PathOf(rig, files.Single(file => file.FileType is "M4A"))))
        {
            cut.SetLength(cut.Length / 2);
        }

        rig.Clock.Advance(TimeSpan.FromDays(31));
        await ScrubAsync(rig);
        Assert.StartsWith("3 files that were held", await AlertAsync(rig), StringComparison.Ordinal);
        await rig.World.DrainAsync();
        await rig.SettleAsync();

        await rig.AssertHeldAsync(held);
        await rig.CheckAsync();
        await ScrubAsync(rig);
        Assert.Null(await AlertAsync(rig));
    }

    [Fact]
    public async Task A_damaged_file_that_Zoom_no_longer_has_is_missing_with_the_reason_and_what_is_left_of_it_is_kept()
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite, Fast);
        var held = await rig.HoldAsync(300_000, "Weekly review", "video", "chat");
        await rig.LearnAsync(held);
        await rig.SettleAsync();
        var video = (await rig.FilesAsync()).Single(file => file.FileType is "MP4");
        Flip(PathOf(rig, video));
        rig.Zoom.RemoveFile(held.Files.Single(file => file.FileType is "MP4").Key);

        rig.Clock.Advance(TimeSpan.FromDays(31));
        await ScrubAsync(rig);
        await rig.World.DrainAsync();
        await rig.SettleAsync();

        var lost = (await rig.FilesAsync()).Single(file => file.FileType is "MP4");
        Assert.Equal("missing", lost.State);
        Assert.Contains("content has changed on the disk", lost.Reason, StringComparison.Ordinal);
        Assert.Contains("Zoom no longer lists this file", lost.Reason, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.ChangeExtension(PathOf(rig, video), "damaged~")));
        await ScrubAsync(rig);
        Assert.Contains("Zoom no longer has them", await AlertAsync(rig), StringComparison.Ordinal);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task A_file_is_read_through_once_in_its_days_and_not_again_after_a_restart()
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite, Fast);
        await rig.LearnAsync(await rig.HoldAsync(300_000));
        await rig.SettleAsync();
        rig.Clock.Advance(TimeSpan.FromDays(31));
        await ScrubAsync(rig);
        await rig.RestartAsync();

        // Read through just now: only its size is looked at, which is as it was.
        Flip(PathOf(rig, await rig.FileAsync()));
        await ScrubAsync(rig);
        Assert.Equal("held", (await rig.FileAsync()).State);

        rig.Clock.Advance(TimeSpan.FromDays(31));
        await ScrubAsync(rig);
        Assert.Equal("queued", (await rig.FileAsync()).State);
    }

    [Fact]
    public async Task A_media_folder_that_is_away_has_nothing_fetched_again()
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite, Fast);
        await rig.LearnAsync(await rig.HoldAsync(300_000));
        await rig.SettleAsync();
        var folder = Path.Combine(rig.World.Server.DataFolder, "media", "1");
        Directory.Move(folder, folder + "-away");

        await ScrubAsync(rig);

        Assert.Equal("held", (await rig.FileAsync()).State);
        Assert.Contains("not there", await AlertAsync(rig, "media.away"), StringComparison.Ordinal);
        Directory.Move(folder + "-away", folder);
        await ScrubAsync(rig);
        Assert.Null(await AlertAsync(rig, "media.away"));
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Whoever_asks_for_a_file_that_is_gone_from_the_disk_is_told_and_it_is_fetched_again()
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        var held = await rig.HoldAsync(300_000);
        await rig.LearnAsync(held);
        await rig.SettleAsync();
        var file = await rig.FileAsync();
        File.Delete(PathOf(rig, file));
        var path = $"/api/v1/recordings/{file.RecordingId}/files/{file.Id}/content";

        var answer = await rig.World.Owner.SendAsync(HttpMethod.Get, path);

        Assert.Equal(409, answer.Code);
        Assert.Equal("file_not_held", answer.ErrorCode);
        Assert.Contains("gone from the disk", answer.Detail, StringComparison.Ordinal);
        await rig.World.DrainAsync();
        await rig.SettleAsync();
        await rig.AssertHeldAsync(held);
        Assert.Equal(200, (await rig.World.Owner.SendAsync(HttpMethod.Get, path)).Code);
        await rig.CheckAsync();
    }

    private static Task ScrubAsync(DownloadRig rig) =>
        rig.World.Server.Services.GetRequiredService<ScrubMedia>().RunAsync(CancellationToken.None);

    private static Task<string?> AlertAsync(DownloadRig rig, string kind = "media.damaged") =>
        rig.World.Server.Database.FindAsync<string>(
            "SELECT message FROM alerts WHERE kind = @kind AND resolved_at IS NULL", new { kind }, CancellationToken.None);

    private static string PathOf(DownloadRig rig, StoredFile file) => Path.Combine(
        rig.World.Server.DataFolder, "media", "1", $"{file.RecordingId}", $"{file.Id}.{file.FileExtension}");

    private static void Flip(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
    }
}
