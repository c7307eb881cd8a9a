using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Recordings;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Recordings;

/// <summary>T22, T54: names that people and attackers give.</summary>
public sealed class HostileNamesTests
{
    private static Dictionary<string, string> Names { get; } = new(StringComparer.Ordinal)
    {
        ["way up"] = "../../../../etc/cron.d/evil",
        ["absolute"] = "/etc/passwd",
        ["backslashes"] = @"..\..\windows\system32\evil",
        ["zero"] = "before\0after.html",
        ["device"] = "CON",
        ["dots"] = "review.... ...",
        ["empty"] = "",
        ["bidi"] = "report\u202Efdp.exe \u2066x\u2069",
        ["lines and colours"] = "first\r\nSet-Cookie: a=b\u001b[31mred\u001b[0m\u0085next\u2028line",
        ["quotes"] = "a\"; filename=\"evil.html\"; x='%00%2e%2e",
        ["emoji"] = "🎧 Планёрка 👩‍👩‍👧‍👦",
        ["long"] = new string('w', 10_000),
        ["long emoji"] = "x" + string.Concat(Enumerable.Repeat("🎧", 5_000)),
        ["too long"] = new string('Ж', 20_000),
        ["not composed"] = "Cafe\u0301",
    };

    [Theory]
    [Engines]
    public async Task A_topic_never_reaches_a_path_a_header_or_a_second_log_line(TestEngine engine)
    {
        await using var rig = await DownloadRig.StartAsync(engine);
        foreach (var topic in Names.Values)
        {
            var held = await rig.HoldAsync(null, topic, "chat");
            await rig.LearnAsync(held);
            await rig.AssertHeldAsync(held);
        }

        await rig.CheckAsync();
        Assert.All(
            Directory.EnumerateFileSystemEntries(rig.World.Server.Folder.Path, "*", SearchOption.AllDirectories),
            path => Assert.Matches("^[A-Za-z0-9._-]+$", Path.GetFileName(path)));
        foreach (var file in await rig.FilesAsync())
        {
            var disposition = await DispositionAsync(rig, file);
            Assert.Equal("attachment", disposition.DispositionType);
            AssertPlain(disposition.FileNameStar ?? disposition.FileName!);
            AssertPlain(disposition.FileName!.Trim('"'));
        }

        Assert.All(OwnLines(rig), line => Assert.DoesNotContain(line, c => char.IsControl(c) || c is '\u2028' or '\u202e'));
    }

    [Theory]
    [InlineData("../../evil")]
    [InlineData("mp4/../../x")]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("part")]
    public async Task A_files_extension_and_name_never_reach_the_disk(string extension)
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        var held = await rig.HoldAsync(null, "Weekly review", "chat");
        var listing = JsonNode.Parse(await rig.ListingOfAsync(held))!;
        foreach (var file in listing["recording_files"]!.AsArray())
        {
            file!["file_extension"] = extension;
            file["file_name"] = "../../" + extension;
            file["id"] = "../../../" + extension + "/id";
        }

        rig.ListAs(listing.ToJsonString());
        await rig.LearnAsync(held);
        await rig.SettleAsync();

        await rig.AssertHeldAsync(held);
        var root = rig.World.Server.Services.GetRequiredService<MediaFiles>().Root;
        var there = Assert.Single(rig.World.Server.MediaFiles);
        Assert.Matches("^[0-9]+/[0-9]+/[0-9]+\\.[a-z0-9]{1,20}$", Path.GetRelativePath(root, there));
        await rig.CheckAsync();
    }

    [Fact]
    public async Task A_link_in_the_place_of_a_file_is_not_followed()
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        var held = await rig.HoldAsync(20L << 20);
        rig.Zoom.AddFault(new FaultRule { Path = DownloadRig.Media, CutAfterBytes = 18L << 20 });
        await rig.LearnAsync(held);
        var victim = Path.Combine(rig.World.Server.Folder.Path, "victim");
        await File.WriteAllTextAsync(victim, "untouched");
        var file = await rig.FileAsync();
        var path = rig.World.Server.Services.GetRequiredService<MediaFiles>()
            .PathOf(Reconvene.Server.Accounts.TenantId.First, new(file.RecordingId), new(file.Id), file.FileExtension);
        File.CreateSymbolicLink(path, victim);
        await rig.PassAsync();
        await rig.SettleAsync();

        Assert.Equal("untouched", await File.ReadAllTextAsync(victim));
        await rig.AssertHeldAsync(held);
        Assert.Null(new FileInfo(path).LinkTarget);
        await rig.CheckAsync();
    }

    // The host of the tests is another program than the server's own: the framework says so, with an exception.
    private static IEnumerable<string> OwnLines(DownloadRig rig) =>
        rig.World.Server.LogLines.Where(line => !line.Contains("Hosting.Diagnostics", StringComparison.Ordinal));

    private static void AssertPlain(string name)
    {
        Assert.NotEmpty(name);
        Assert.True(name.Length < 200, name);
        Assert.DoesNotContain(name, c => char.IsControl(c) || "/\\:*?\"<>|%;".Contains(c, StringComparison.Ordinal));
        Assert.DoesNotContain(name, c => char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format);
        Assert.False(name.EndsWith('.') || name.EndsWith(' ') || name.StartsWith('.'), name);
    }

    private static async Task<ContentDispositionHeaderValue> DispositionAsync(DownloadRig rig, StoredFile file)
    {
        var owner = await rig.World.Server.OwnerAsync();
        using var answer = await owner.GetAsync(new Uri(
            $"/api/v1/recordings/{file.RecordingId}/files/{file.Id}/content", UriKind.Relative));
        Assert.Equal(200, (int)answer.StatusCode);
        return answer.Content.Headers.ContentDisposition!;
    }
}
