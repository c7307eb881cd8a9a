using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Recordings.Scrub;
using Reconvene.Simulator.Control;
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
        await using var rig = await StartAsync(engine);
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

    [Theory]
    [InlineData(TestEngine.Sqlite, "flipped", "content has changed on the disk")]
    [InlineData(TestEngine.Sqlite, "cut", "has 150000 on the disk")]
    [InlineData(TestEngine.Sqlite, "deleted", "gone from the disk")]
    [InlineData(TestEngine.Postgres, "flipped", "content has changed on the disk")]
    [InlineData(TestEngine.Postgres, "cut", "has 150000 on the disk")]
    [InlineData(TestEngine.Postgres, "deleted", "gone from the disk")]
    public async Task A_damaged_file_that_Zoom_no_longer_has_is_missing_with_the_reason_and_what_is_left_of_it_is_kept(
        TestEngine engine, string damage, string said)
    {
        await using var rig = await StartAsync(engine);
        var held = await rig.HoldAsync(300_000, "Weekly review", "video", "chat");
        await rig.LearnAsync(held);
        await rig.SettleAsync();
        var video = (await rig.FilesAsync()).Single(file => file.FileType is "MP4");
        Damage(PathOf(rig, video), damage);
        rig.Zoom.RemoveFile(held.Files.Single(file => file.FileType is "MP4").Key);

        rig.Clock.Advance(TimeSpan.FromDays(31));
        await ScrubAsync(rig);
        await rig.World.DrainAsync();
        await rig.SettleAsync();

        var lost = (await rig.FilesAsync()).Single(file => file.FileType is "MP4");
        Assert.Equal("missing", lost.State);
        Assert.Contains(said, lost.Reason, StringComparison.Ordinal);
        Assert.Contains("Zoom no longer lists this file", lost.Reason, StringComparison.Ordinal);
        Assert.Equal(damage is not "deleted", File.Exists(Path.ChangeExtension(PathOf(rig, video), "damaged~")));
        await ScrubAsync(rig);
        Assert.Contains("Zoom no longer has them", await AlertAsync(rig), StringComparison.Ordinal);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task A_file_is_read_through_once_in_its_days_and_not_again_after_a_restart()
    {
        await using var rig = await StartAsync(TestEngine.Sqlite);
        await rig.LearnAsync(await rig.HoldAsync(300_000));
        await rig.SettleAsync();
        rig.Clock.Advance(TimeSpan.FromDays(31));
        await ScrubAsync(rig);
        await rig.RestartAsync();
        await HoldRoundsAsync(rig);

        // Read through just now: only its size is looked at, which is as it was.
        Flip(PathOf(rig, await rig.FileAsync()));
        await ScrubAsync(rig);
        Assert.Equal("held", (await rig.FileAsync()).State);

        rig.Clock.Advance(TimeSpan.FromDays(31));
        rig.Zoom.AddFault(new FaultRule { Path = DownloadRig.Media, Status = 503, Times = null });
        await ScrubAsync(rig);
        Assert.Equal("queued", (await rig.FileAsync()).State);
    }

    [Theory]
    [Engines]
    public async Task Files_are_looked_at_while_the_server_lives_and_nobody_asks(TestEngine engine)
    {
        await using var rig = await DownloadRig.StartAsync(engine, Fast);
        await rig.LearnAsync(await rig.HoldAsync(300_000));
        await rig.SettleAsync();
        rig.Zoom.AddFault(new FaultRule { Path = DownloadRig.Media, Status = 503, Times = null });
        File.Delete(PathOf(rig, await rig.FileAsync()));

        rig.Clock.Advance(TimeSpan.FromMinutes(61));

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await AlertAsync(rig) is null)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Assert.Equal("queued", (await rig.FileAsync()).State);
    }

    [Fact]
    public async Task A_media_folder_that_is_away_has_nothing_fetched_again()
    {
        await using var rig = await StartAsync(TestEngine.Sqlite);
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

    [Theory]
    [Engines]
    public async Task A_file_that_cannot_be_looked_at_now_is_no_damage_and_the_others_have_their_turn(TestEngine engine)
    {
        await using var rig = await StartAsync(engine);
        var held = await rig.HoldAsync(300_000, "Weekly review", "video", "audio");
        await rig.LearnAsync(held);
        await rig.SettleAsync();
        var files = await rig.FilesAsync();
        Flip(PathOf(rig, files[1]));
        rig.Zoom.AddFault(new FaultRule { Path = DownloadRig.Media, Status = 503 });
        rig.Clock.Advance(TimeSpan.FromDays(31));
        await using (File.Open(PathOf(rig, files[0]), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            await ScrubAsync(rig);
        }

        Assert.Equal(["held", "queued"], (await rig.FilesAsync()).Select(file => file.State), StringComparer.Ordinal);
        Assert.Contains(rig.World.Server.LogLines, line => line.Contains("could not be looked at", StringComparison.Ordinal) && line.Contains($"{files[0].Id}", StringComparison.Ordinal));
        Assert.Contains("1 held files could not be looked at", await AlertAsync(rig, "media.unread"), StringComparison.Ordinal);

        await rig.World.DrainAsync();
        await rig.SettleAsync();
        await ScrubAsync(rig);
        await rig.AssertHeldAsync(held);
        Assert.Null(await AlertAsync(rig, "media.unread"));
        await rig.CheckAsync();
    }

    [Theory]
    [Engines]
    public async Task A_file_that_cannot_be_set_aside_holds_up_neither_the_others_nor_the_other_tenants(TestEngine engine)
    {
        await using var rig = await StartAsync(engine);
        await rig.LearnAsync(await rig.HoldAsync(300_000, "Weekly review", "video", "audio"));
        await rig.SettleAsync();
        var files = await rig.FilesAsync();
        foreach (var file in files)
        {
            Flip(PathOf(rig, file));
        }

        // A folder stands where what is left of the first one would go.
        var inTheWay = Path.ChangeExtension(PathOf(rig, files[0]), "damaged~");
        Directory.CreateDirectory(inTheWay);
        rig.Zoom.AddFault(new FaultRule { Path = DownloadRig.Media, Status = 503 });
        rig.Clock.Advance(TimeSpan.FromDays(31));

        await ScrubAsync(rig);

        Assert.Equal(["held", "queued"], (await rig.FilesAsync()).Select(file => file.State), StringComparer.Ordinal);
        Assert.Contains(rig.World.Server.LogLines, line => line.Contains("could not be looked at", StringComparison.Ordinal) && line.Contains($"{files[0].Id}", StringComparison.Ordinal));
        Directory.Delete(inTheWay);
        await ScrubAsync(rig);
        await rig.World.DrainAsync();
        await rig.SettleAsync();
        await rig.CheckAsync();
    }

    [Fact]
    public void Only_what_the_disk_itself_says_or_shows_is_damage()
    {
        Assert.IsType<FileVerdict.Damaged>(VerifyFile.Judge(new FileNotFoundException()));
        Assert.IsType<FileVerdict.Damaged>(VerifyFile.Judge(new DirectoryNotFoundException()));
        Assert.IsType<FileVerdict.Damaged>(VerifyFile.Judge(new IOException("Input/output error", 5)));
        Assert.IsType<FileVerdict.Unread>(VerifyFile.Judge(new IOException("Too many open files", 24)));
        Assert.IsType<FileVerdict.Unread>(VerifyFile.Judge(new IOException("Stale file handle", 116)));
        Assert.IsType<FileVerdict.Unread>(VerifyFile.Judge(new UnauthorizedAccessException()));
    }

    [Fact]
    public async Task What_tenants_read_of_damage_names_no_path()
    {
        await using var rig = await StartAsync(TestEngine.Sqlite);
        await rig.LearnAsync(await rig.HoldAsync(300_000));
        await rig.SettleAsync();
        var folder = Path.Combine(rig.World.Server.DataFolder, "media", "1");
        Directory.Move(folder, folder + "-away");
        await ScrubAsync(rig);

        var told = await rig.World.Server.Database.QueryAsync<string>("SELECT message FROM alerts", null, CancellationToken.None);
        Assert.NotEmpty(told);
        Assert.DoesNotContain(told, message => message.Contains(rig.World.Server.DataFolder, StringComparison.Ordinal));
        Assert.Contains(rig.World.Server.LogLines, line => line.Contains(folder, StringComparison.Ordinal));
        Directory.Move(folder + "-away", folder);
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

    /// <summary>Rounds go when a test says so.</summary>
    private static async Task<DownloadRig> StartAsync(TestEngine engine)
    {
        var rig = await DownloadRig.StartAsync(engine, Fast);
        await HoldRoundsAsync(rig);
        return rig;
    }

    private static Task HoldRoundsAsync(DownloadRig rig) =>
        rig.World.Server.Services.GetRequiredService<ScrubMedia>().StopAsync(CancellationToken.None);

    private static async Task ScrubAsync(DownloadRig rig)
    {
        await rig.World.Server.Services.GetRequiredService<ScrubMedia>().RunAsync(CancellationToken.None);
        Assert.DoesNotContain(rig.World.Server.LogLines, line => line.Contains("could not be done", StringComparison.Ordinal));
    }

    private static Task<string?> AlertAsync(DownloadRig rig, string kind = "media.damaged") =>
        rig.World.Server.Database.FindAsync<string>(
            "SELECT message FROM alerts WHERE kind = @kind AND resolved_at IS NULL", new { kind }, CancellationToken.None);

    private static string PathOf(DownloadRig rig, StoredFile file) => Path.Combine(
        rig.World.Server.DataFolder, "media", "1", $"{file.RecordingId}", $"{file.Id}.{file.FileExtension}");

    private static void Damage(string path, string how)
    {
        switch (how)
        {
            case "flipped":
                Flip(path);
                break;
            case "cut":
                using (var file = File.OpenWrite(path))
                {
                    file.SetLength(file.Length / 2);
                }

                break;
            default:
                File.Delete(path);
                break;
        }
    }

    private static void Flip(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
    }
}
