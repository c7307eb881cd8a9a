using System.Net;
using System.Text.RegularExpressions;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Pages;

public sealed partial class HostileTextTests
{
    /// <summary>From here on a line reads from right to left, to its end or to that of the element that keeps it apart.</summary>
    private const char Override = '\u202e';

    [Theory]
    [Engines]
    public async Task Hostile_names_topics_and_reasons_are_text_on_every_page_of_a_connection(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        using var browser = await PageVisitors.OwnerAsync(world.Server);
        var id = await world.ConnectAsync(PersonWorld.Priya);
        var source = await world.SourceAsync(id);
        await world.SyncAsync(source);
        await browser.OpenAsync((await world.ConsentAsync(await world.BeginAsync())).ToString());
        var invitation = await InvitationPageTests.InviteAsync(world.Server, "eve@example.org");
        await HostileText.PutAsync(world.Server, id);

        foreach (var path in (string[])[.. HostileText.PagesOf(id), $"/?synced={source}", $"/connections/{id}?synced={source}", invitation])
        {
            await AssertTextAloneAsync(browser, path);
        }

        Assert.Contains(HostileText.Name, (await browser.OpenAsync("/connect/confirm")).Read(), StringComparison.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task Hostile_words_are_text_on_the_page_of_a_recording_and_where_they_are_found(TestEngine engine)
    {
        await using var scene = await RecordingScene.StartAsync(engine, files: ["video", "transcript", "timeline"]);
        using var browser = await PageVisitors.OwnerAsync(scene.Server);
        await HostileText.SayAsync(scene.Server);

        foreach (var path in (string[])[scene.Page, $"{scene.Page}?t=3", "/search?q=invoice"])
        {
            await AssertTextAloneAsync(browser, path);
        }

        var typed = await browser.OpenAsync($"/search?q={Uri.EscapeDataString(HostileText.Name)}&speaker={Uri.EscapeDataString(HostileText.Name)}");
        Assert.DoesNotContain("<script>", typed.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", typed.Text, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task AssertTextAloneAsync(Browser browser, string path)
    {
        var page = await browser.OpenAsync(path);

        Assert.True(page.Code is 200, $"{path} was answered with {page.Code}.");
        foreach (var mark in (string[])["<script>", "<img", "<svg", "</textarea><script", "href=\"javascript"])
        {
            Assert.True(!page.Text.Contains(mark, StringComparison.OrdinalIgnoreCase), $"{path} holds {mark}.");
        }

        var marked = Texts(page.Text).Where(text => text.Text.Contains(Override, StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(marked);
        Assert.True(marked.TrueForAll(text => text.IsApart), $"{path} lets a name turn what stands beside it, after: "
            + string.Join(", ", marked.Where(text => !text.IsApart).Select(text => text.Tag)));
    }

    /// <summary>What a page's body says, piece by piece: after which tag, and whether an element keeps it apart from the rest.</summary>
    private static IEnumerable<(string Tag, string Text, bool IsApart)> Texts(string html)
    {
        var depth = 0;
        foreach (Match piece in Piece().Matches(html[html.IndexOf("<body>", StringComparison.Ordinal)..]))
        {
            var tag = piece.Groups["tag"].Value;
            depth += tag switch { "bdi" => 1, "/bdi" => -1, _ => 0 };
            yield return (tag, WebUtility.HtmlDecode(piece.Groups["text"].Value), depth > 0);
        }
    }

    [GeneratedRegex("<(?<tag>/?[a-z0-9]+)[^>]*>(?<text>[^<]*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Piece();
}
