using System.Security.Cryptography;
using Reconvene.Server.Platform.Data;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Tests.Kills;

public sealed class DownloadKillTests
{
    private const long MediaBytes = 112L << 20;
    private const long MarkEveryBytes = 16L << 20;
    private const int Kills = 10;

    // Chance decides where in the next bytes each kill falls. Each life comes further than the one before, and passes a mark
    // before it counts as one of a crash loop; the bytes come slowly: however late the killer is, something is left to kill.
    private const int LeastBytes = 6 << 20;
    private const int MostBytes = 8 << 20;
    private const int BytesPerSecond = 16 << 20;

    [Theory]
    [Engines]
    public async Task A_large_file_whose_server_is_killed_ten_times_comes_whole_and_at_most_sixteen_mebibytes_again_each_time(
        TestEngine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var body = await HoldAsync(stage);
        stage.Control.AddFault(new FaultRule { Path = "/ssr/*", Times = null, BytesPerSecond = BytesPerSecond });
        var deaths = new List<Death>();
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var child = stage.Serve();
            if (kill is 0)
            {
                Assert.Equal(200, await Events.SendAsync(stage.Control, child, body));
            }

            // What the life before left behind its mark is no sign of this one: it begins at the mark, and has to pass that.
            var aim = PartialBytes(stage) + RandomNumberGenerator.GetInt32(LeastBytes, MostBytes);
            await Stage.UntilAsync(() => Task.FromResult(PartialBytes(stage) > aim), $"{aim} bytes came", child);
            child.Send(ChildHost.SigKill);
            Assert.Equal(Stage.DiedBySigKill, await child.WaitForExitAsync());

            var lost = PartialBytes(stage) - await MarkAsync(stage.Database);
            Assert.InRange(lost, 0, MarkEveryBytes);
            deaths.Add(await Death.ReadAsync(stage, new KillPoint("anywhere", AtStop: false, kill)));
        }

        var outcome = await stage.ServeToTheEndAsync();
        await outcome.AssertWholeAsync(deaths);
    }

    [Theory]
    [Engines]
    public async Task A_large_file_whose_server_dies_around_each_mark_comes_whole(TestEngine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var body = await HoldAsync(stage);
        var points = new[]
        {
            new KillPoint("download.mark", AtStop: false, 1),
            new KillPoint("download.mark", AtStop: true, 1),
            new KillPoint("download.mark", AtStop: false, 2),
            new KillPoint("download.mark", AtStop: true, 2),
        };

        var deaths = await stage.DieAtAsync(points, (child, _) => Events.SendAsync(stage.Control, child, body));

        var outcome = await stage.ServeToTheEndAsync();
        await outcome.AssertWholeAsync(deaths);
    }

    [Theory]
    [Engines]
    public async Task A_file_renamed_before_the_server_died_is_found_and_recorded_and_not_fetched_again(TestEngine engine)
    {
        // One file at a time: a second one that is under way at that moment is not what this is about.
        await using var stage = await Stage.SetAsync(engine, new(StringComparer.Ordinal) { ["Recordings:ParallelFiles"] = "1" });
        var body = await Events.OfAMeetingAsync(stage.Control, "recording.completed");

        var death = Assert.Single(await stage.DieAtAsync(
            [new KillPoint("download.rename", AtStop: true, 1)], (child, _) => Events.SendAsync(stage.Control, child, body)));
        Assert.Empty(death.Held);
        var renamed = Assert.Single(
            Directory.EnumerateFiles(Path.Combine(stage.DataFolder, "media"), "*", SearchOption.AllDirectories),
            path => Path.GetFileName(path) is not "installation.id");
        var hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(renamed)));
        var file = stage.Control.Files().Single(one => one.Sha256 == hash);

        var outcome = await stage.ServeToTheEndAsync();

        await outcome.AssertWholeAsync(death);
        Assert.Equal(file.LengthBytes, stage.Control.Log.Where(request => request.Path.Contains(
            file.DownloadPath.Split('/')[^1], StringComparison.Ordinal)).Sum(request => request.BytesSent));
    }

    private static async Task<string> HoldAsync(Stage stage)
    {
        var body = await Events.OfAMeetingAsync(
            stage.Control, "recording.completed", new HoldMeeting { Files = ["video"], MediaBytes = MediaBytes });
        return body;
    }

    private static long PartialBytes(Stage stage) => Directory
        .EnumerateFiles(Path.Combine(stage.DataFolder, "media"), "*.part~", SearchOption.AllDirectories)
        .Sum(path => new FileInfo(path).Length);

    private static async Task<long> MarkAsync(Database database) =>
        await database.FindAsync<long>("SELECT MAX(mark_bytes) FROM recording_files", null, CancellationToken.None);
}
