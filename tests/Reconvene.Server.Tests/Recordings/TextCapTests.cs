using System.Globalization;
using System.Text.RegularExpressions;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Recordings;

/// <summary>T23: bodies that are larger than they may be.</summary>
public sealed partial class TextCapTests
{
    private const long Cap = 200_000;

    [Fact]
    public async Task A_text_file_above_the_cap_is_missing_with_the_reason_and_the_others_are_held()
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite, Settings());
        var held = await rig.HoldAsync(1_000_000, "Weekly review", "video", "chat");
        var chat = held.Files.Single(file => file.FileType is "CHAT");
        rig.Zoom.ResizeFile(chat.Key, 1L << 30);
        await rig.LearnAsync(held);
        await rig.SettleAsync();

        var files = await rig.FilesAsync();
        Assert.Equal("held", files.Single(file => file.FileType is "MP4").State);
        var missing = files.Single(file => file.FileType is "CHAT");
        Assert.Equal("missing", missing.State);
        Assert.Contains(Cap.ToString(CultureInfo.InvariantCulture), missing.Reason, StringComparison.Ordinal);
        Assert.Contains("limit", missing.Reason, StringComparison.Ordinal);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task A_body_without_end_is_stopped_at_the_cap_and_leaves_nothing()
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite, Settings());
        var held = await rig.HoldAsync(null, "Weekly review", "chat");
        await using var endless = new EndlessHost();
        rig.ListAs(Size().Replace(await rig.ListingOfAsync(held), ""));
        await ChangeHostsAsync(rig, endless.Origin);
        await rig.RestartAsync();
        rig.Zoom.Switches.RedirectOrigin = endless.Origin;
        await rig.LearnAsync(held);
        await rig.SettleAsync();

        var file = await rig.FileAsync();
        Assert.Equal("missing", file.State);
        Assert.Contains(Cap.ToString(CultureInfo.InvariantCulture), file.Reason, StringComparison.Ordinal);
        Assert.InRange(endless.BytesSent, Cap, 50_000_000);
        await rig.CheckAsync();
    }

    private static Dictionary<string, string> Settings() => new(StringComparer.Ordinal)
    {
        ["Recordings:LargestTextBytes"] = Cap.ToString(CultureInfo.InvariantCulture),
    };

    private static async Task ChangeHostsAsync(DownloadRig rig, string origin)
    {
        var path = Path.Combine(rig.World.Server.Folder.Path, "reconvene.json");
        var text = await File.ReadAllTextAsync(path);
        await File.WriteAllTextAsync(path, text.Replace("{", $"{{\"Zoom:DownloadHosts:0\":\"{origin}\",", StringComparison.Ordinal));
    }

    [GeneratedRegex("\"file_size\":\"?[0-9]+\"?,?", RegexOptions.NonBacktracking)]
    private static partial Regex Size();
}
