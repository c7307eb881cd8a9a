using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Recordings.Retention;
using Reconvene.Server.Recordings.Scrub;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Recordings;

/// <summary>A media folder belongs to one database, and a disk that is not mounted is no folder without files.</summary>
public sealed class MediaMarkTests
{
    [Theory]
    [Engines]
    public async Task Media_of_another_database_are_neither_swept_nor_added_to_and_the_log_says_what_to_do(TestEngine engine)
    {
        await using var other = await DownloadRig.StartAsync(TestEngine.Sqlite);
        await other.LearnAsync(await other.HoldAsync(300_000));
        await other.SettleAsync();
        await other.World.Server.StopAsync();
        await using var rig = await DownloadRig.StartAsync(engine);
        await rig.World.Server.StopAsync();
        Directory.Delete(Media(rig), recursive: true);
        Directory.Move(Media(other), Media(rig));
        Age(rig);
        var before = Everything(rig);
        await rig.RestartAsync();

        await SweepAsync(rig);
        var held = await rig.HoldAsync(300_000);
        await rig.LearnAsync(held);

        Assert.Equal(before, Everything(rig), StringComparer.Ordinal);
        Assert.Equal("queued", (await rig.FileAsync()).State);
        Assert.Contains("another database", (await rig.RecordingAsync()).Reason, StringComparison.Ordinal);
        var said = await AlertAsync(rig);
        Assert.Contains("another database", said, StringComparison.Ordinal);
        Assert.DoesNotContain(rig.World.Server.DataFolder, said + (await rig.RecordingAsync()).Reason, StringComparison.Ordinal);
        Assert.Contains(rig.World.Server.LogLines, line => line.Contains(Media(rig), StringComparison.Ordinal) && line.Contains("write ", StringComparison.Ordinal));

        // As the log says to, when it is right so.
        var name = await rig.World.Server.Database.FindAsync<string>("SELECT name FROM installations", null, CancellationToken.None);
        await File.WriteAllTextAsync(Path.Combine(Media(rig), "installation.id"), $"{name}\n");
        await rig.PassAsync();
        await rig.AssertHeldAsync(held);
        Assert.Null(await AlertAsync(rig));
    }

    [Theory]
    [Engines]
    public async Task A_folder_that_no_row_knows_is_set_aside_and_not_removed(TestEngine engine)
    {
        await using var rig = await DownloadRig.StartAsync(engine);
        var held = await rig.HoldAsync(300_000);
        await rig.LearnAsync(held);
        await rig.SettleAsync();
        var unknown = Path.Combine(Media(rig), "1", "987654");
        Directory.CreateDirectory(unknown);
        await File.WriteAllTextAsync(Path.Combine(unknown, "5.mp4"), "all there is of it");
        Age(rig);

        await SweepAsync(rig);

        Assert.False(Directory.Exists(unknown));
        var kept = Assert.Single(Directory.GetFiles(Media(rig), "5.mp4", SearchOption.AllDirectories));
        Assert.Equal("all there is of it", await File.ReadAllTextAsync(kept));
        Assert.Contains(rig.World.Server.LogLines, line => line.Contains("set aside", StringComparison.Ordinal));
        await rig.AssertHeldAsync(held);
    }

    [Theory]
    [Engines]
    public async Task A_media_disk_that_is_not_mounted_has_nothing_written_in_its_place_and_nothing_fetched_again(TestEngine engine)
    {
        await using var rig = await DownloadRig.StartAsync(engine);
        var held = await rig.HoldAsync(300_000);
        await rig.LearnAsync(held);
        await rig.SettleAsync();
        Directory.Move(Media(rig), Media(rig) + "-away");
        Directory.CreateDirectory(Media(rig));

        var fresh = await rig.HoldAsync(300_000, "While it was away");
        await rig.LearnAsync(fresh);
        await rig.World.Server.Services.GetRequiredService<ScrubMedia>().RunAsync(CancellationToken.None);
        await SweepAsync(rig);

        Assert.Empty(Directory.GetFileSystemEntries(Media(rig)));
        Assert.Equal(["held", "queued"], (await rig.FilesAsync()).Select(file => file.State), StringComparer.Ordinal);
        Assert.Contains("not be mounted", (await rig.RecordingsAsync())[1].Reason, StringComparison.Ordinal);
        Assert.Contains("not be mounted", await AlertAsync(rig), StringComparison.Ordinal);

        // However long it takes, it is not given up.
        for (var hours = 0; hours < 15; hours++)
        {
            await rig.PassAsync(TimeSpan.FromMinutes(61));
        }

        Directory.Delete(Media(rig), recursive: true);
        Directory.Move(Media(rig) + "-away", Media(rig));
        await rig.PassAsync();
        await rig.AssertHeldAsync(held);
        await rig.AssertHeldAsync(fresh);
        Assert.Null(await AlertAsync(rig));
        await rig.CheckAsync();
    }

    [Theory]
    [Engines]
    public async Task A_folder_from_before_there_were_marks_is_marked_when_it_holds_what_the_rows_say_and_not_otherwise(TestEngine engine)
    {
        await using var rig = await DownloadRig.StartAsync(engine);
        var held = await rig.HoldAsync(300_000);
        await rig.LearnAsync(held);
        await rig.SettleAsync();
        var mark = Path.Combine(Media(rig), "installation.id");
        await using (var work = await rig.World.Server.Database.BeginAsync(CancellationToken.None))
        {
            await work.ExecuteAsync("DELETE FROM installations", null, CancellationToken.None);
            await work.CommitAsync(CancellationToken.None);
        }

        await rig.World.Server.StopAsync();
        File.Delete(mark);
        Directory.Move(Media(rig), Media(rig) + "-away");
        Directory.CreateDirectory(Media(rig));
        await rig.RestartAsync();
        Assert.Empty(Directory.GetFileSystemEntries(Media(rig)));

        Directory.Delete(Media(rig));
        Directory.Move(Media(rig) + "-away", Media(rig));
        await rig.LearnAsync(await rig.HoldAsync(300_000, "After it came back"));

        Assert.True(File.Exists(mark));
        Assert.All(await rig.FilesAsync(), file => Assert.Equal("held", file.State));
        await rig.CheckAsync();
    }

    private static string Media(DownloadRig rig) => Path.Combine(rig.World.Server.DataFolder, "media");

    private static Task<int> SweepAsync(DownloadRig rig) =>
        rig.World.Server.Services.GetRequiredService<SweepMedia>().RunAsync(CancellationToken.None);

    private static Task<string?> AlertAsync(DownloadRig rig) => rig.World.Server.Database.FindAsync<string>(
        "SELECT message FROM alerts WHERE kind = 'media.away' AND resolved_at IS NULL", null, CancellationToken.None);

    private static IReadOnlyList<string> Everything(DownloadRig rig) =>
        [.. Directory.GetFiles(Media(rig), "*", SearchOption.AllDirectories)
            .Select(path => $"{path} {File.GetLastWriteTimeUtc(path):O}")
            .Order(StringComparer.Ordinal)];

    /// <summary>As if nobody had touched it for a month.</summary>
    private static void Age(DownloadRig rig)
    {
        var old = rig.Clock.GetUtcNow().UtcDateTime.AddDays(-30);
        foreach (var path in Directory.GetFiles(Media(rig), "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(path, old);
        }

        foreach (var path in Directory.GetDirectories(Media(rig), "*", SearchOption.AllDirectories))
        {
            Directory.SetLastWriteTimeUtc(path, old);
        }
    }
}
