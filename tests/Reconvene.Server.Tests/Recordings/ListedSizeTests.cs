using System.Text.RegularExpressions;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Recordings;

/// <summary>F47: Zoom lists one length and sends another.</summary>
public sealed partial class ListedSizeTests
{
    private const long MoreThanTwoMarks = 34L << 20;

    [Theory]
    [Engines]
    public async Task A_file_that_grew_after_it_was_listed_is_listed_and_fetched_anew(TestEngine engine)
    {
        await using var rig = await DownloadRig.StartAsync(engine);
        var held = await rig.HoldAsync(100_000, "Weekly review", "video", "audio", "transcript");
        rig.Zoom.AddFault(new FaultRule { Path = DownloadRig.Listing, Nth = 3, Gate = "listed" });
        await rig.TellAsync(held);
        await rig.Zoom.WaitForRequestAsync(
            request => request.Route == DownloadRig.Listing && rig.Zoom.Log.Count(one => one.Route == DownloadRig.Listing) >= 3,
            CancellationToken.None);
        foreach (var file in held.Files.Where(file => file.FileType is "MP4" or "M4A"))
        {
            rig.Zoom.ResizeFile(file.Key, 150_000);
        }

        rig.Zoom.ReleaseGate("listed");
        await rig.World.DrainAsync();
        await rig.SettleAsync();

        await rig.AssertHeldAsync(held);
        Assert.DoesNotContain(rig.World.Server.LogLines, line => line.Contains("unexpectedly", StringComparison.Ordinal));
        await rig.CheckAsync();
    }

    [Theory]
    [InlineData(+1)]
    [InlineData(-1)]
    public async Task A_file_whose_listed_size_stays_wrong_is_missing_with_the_reason_and_the_others_are_held(int difference)
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        var held = await rig.HoldAsync(100_000, "Weekly review", "video", "transcript");
        rig.ListAs(WithVideoSize(await rig.ListingOfAsync(held), 100_000 + difference));
        await rig.LearnAsync(held);
        await rig.SettleAsync();

        var files = await rig.FilesAsync();
        var video = Assert.Single(files, file => file.FileType is "MP4");
        Assert.Equal("missing", video.State);
        Assert.Contains("100000", video.Reason, StringComparison.Ordinal);
        Assert.Equal("held", Assert.Single(files, file => file.FileType is "TRANSCRIPT").State);
        Assert.Equal("needs_attention", (await rig.RecordingAsync()).State);
        Assert.InRange(rig.Zoom.Log.Count(request => request.Route == DownloadRig.Listing), 3, 12);
        await rig.CheckAsync();

        // The listing is put right: the next look brings the file.
        rig.Zoom.ClearFaults();
        await rig.LearnAsync(held);
        await rig.SettleAsync();
        await rig.AssertHeldAsync(held);
        await rig.CheckAsync();
    }

    [Theory]
    [InlineData(+1)]
    [InlineData(-1)]
    public async Task A_large_file_in_chunks_whose_listed_size_stays_wrong_is_not_fetched_for_ever(int difference)
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        rig.Zoom.Switches.OmitLength = true;
        var held = await rig.HoldAsync(MoreThanTwoMarks, "Weekly review", "video", "transcript");
        rig.ListAs(WithVideoSize(await rig.ListingOfAsync(held), MoreThanTwoMarks + difference, MoreThanTwoMarks));
        await rig.LearnAsync(held);
        await rig.SettleAsync();

        var files = await rig.FilesAsync();
        var video = Assert.Single(files, file => file.FileType is "MP4");
        Assert.Equal("missing", video.State);
        Assert.Contains($"{MoreThanTwoMarks + difference}", video.Reason, StringComparison.Ordinal);
        Assert.Equal("held", Assert.Single(files, file => file.FileType is "TRANSCRIPT").State);
        Assert.Equal("needs_attention", (await rig.RecordingAsync()).State);
        Assert.InRange(rig.Zoom.Log.Sum(request => request.BytesSent), MoreThanTwoMarks, 8L * MoreThanTwoMarks);
        await rig.CheckAsync();
    }

    [Theory]
    [Engines]
    public async Task What_was_held_stays_held_when_the_version_that_Zoom_lists_now_cannot_be_had(TestEngine engine)
    {
        await using var rig = await DownloadRig.StartAsync(engine);
        var held = await rig.HoldAsync(100_000, "Weekly review", "video", "transcript");
        var listing = await rig.ListingOfAsync(held);
        await rig.LearnAsync(held);
        await rig.SettleAsync();
        var before = (await rig.FilesAsync()).Single(file => file.FileType is "MP4");
        rig.ListAs(WithVideoSize(listing, 100_001));
        rig.Clock.Advance(TimeSpan.FromMinutes(1));

        await rig.LearnAsync(held);
        await rig.SettleAsync();

        await AssertKeptAsync(rig, before, "100001");
        rig.Zoom.ClearFaults();
        await rig.LearnAsync(held);
        await rig.SettleAsync();
        await rig.AssertHeldAsync(held);
        await rig.CheckAsync();
    }

    [Theory]
    [Engines]
    public async Task What_was_held_stays_held_when_its_new_version_is_listed_no_longer(TestEngine engine)
    {
        await using var rig = await DownloadRig.StartAsync(engine);
        var held = await rig.HoldAsync(100_000, "Weekly review", "video", "transcript");
        await rig.LearnAsync(held);
        await rig.SettleAsync();
        var before = (await rig.FilesAsync()).Single(file => file.FileType is "MP4");
        var key = held.Files.Single(file => file.FileType is "MP4").Key;
        rig.Zoom.ResizeFile(key, 150_000);
        rig.Zoom.AddFault(new FaultRule { Path = DownloadRig.Media, Status = 503, Times = null });
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        await rig.LearnAsync(held);
        Assert.Equal("queued", (await rig.FilesAsync()).Single(file => file.FileType is "MP4").State);

        rig.Zoom.RemoveFile(key);
        rig.Zoom.ClearFaults();
        await rig.LearnAsync(held);
        await rig.SettleAsync();

        await AssertKeptAsync(rig, before, "held before");
    }

    [Theory]
    [Engines]
    public async Task What_was_held_stays_held_when_its_job_is_given_up(TestEngine engine)
    {
        await using var rig = await DownloadRig.StartAsync(engine);
        var held = await rig.HoldAsync(100_000, "Weekly review", "video", "transcript");
        await rig.LearnAsync(held);
        await rig.SettleAsync();
        var before = (await rig.FilesAsync()).Single(file => file.FileType is "MP4");
        rig.Zoom.ResizeFile(held.Files.Single(file => file.FileType is "MP4").Key, 150_000);
        rig.Zoom.AddFault(new FaultRule { Path = DownloadRig.Media, Status = 503, Times = null });
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        await rig.LearnAsync(held);
        await rig.SettleAsync();

        await AssertKeptAsync(rig, before, "held before");
        rig.Zoom.ClearFaults();
        await rig.LearnAsync(held);
        await rig.SettleAsync();
        await rig.AssertHeldAsync(held);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task A_body_that_is_shorter_than_listed_is_never_held()
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        var held = await rig.HoldAsync();
        rig.Zoom.AddFault(new FaultRule
        {
            Path = DownloadRig.Media,
            Body = "\0\0\0\u0018ftypmp42\0\0\0\0",
            ContentType = "video/mp4",
        });
        await rig.LearnAsync(held);
        Assert.Equal("queued", (await rig.FileAsync()).State);
        await rig.SettleAsync();

        await rig.AssertHeldAsync(held);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task An_empty_file_is_held_and_said()
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        var held = await rig.HoldAsync(null, "Weekly review", "chat");
        rig.Zoom.ReplaceBytes(held.Files[0].Key, []);
        await rig.LearnAsync(held);
        await rig.SettleAsync();

        var file = await rig.FileAsync();
        Assert.Equal("held", file.State);
        Assert.Equal(0, file.HeldBytes);
        await rig.CheckAsync();
    }

    private static async Task AssertKeptAsync(DownloadRig rig, StoredFile before, string because)
    {
        var after = (await rig.FilesAsync()).Single(file => file.Id == before.Id);
        Assert.Equal(("held", before.HeldBytes, before.Sha256), (after.State, after.HeldBytes, after.Sha256));
        Assert.Contains(because, after.Reason, StringComparison.Ordinal);
        await rig.CheckAsync();
    }

    private static string WithVideoSize(string listing, long size, long actual = 100_000)
    {
        var told = Size().Replace(
            listing, match => match.Groups["bytes"].Value == $"{actual}" ? $"\"file_size\":{size}" : match.Value);
        Assert.NotEqual(listing, told, StringComparer.Ordinal);
        return told;
    }

    [GeneratedRegex("\"file_size\":\"?(?<bytes>[0-9]+)\"?", RegexOptions.NonBacktracking)]
    private static partial Regex Size();
}
