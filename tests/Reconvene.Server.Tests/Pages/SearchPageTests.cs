using System.Net;
using Reconvene.Server.Accounts;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Pages;

public sealed class SearchPageTests
{
    [Theory]
    [Engines]
    public async Task What_was_said_is_found_with_its_words_marked_and_leads_to_the_second(TestEngine engine)
    {
        await using var scene = await RecordingScene.StartAsync(engine);
        using var browser = await PageVisitors.OwnerAsync(scene.Server);
        var second = (await scene.SegmentsAsync())[1];

        var page = await browser.OpenAsync("/search?q=invoices&speaker=Tom&from=2020-01-01&to=");
        var home = await browser.OpenAsync("/");

        Assert.Equal(200, page.Code);
        Assert.Contains("Every <mark>invoice</mark> of the release has to be checked twice.", page.Text, StringComparison.Ordinal);
        Assert.Contains($"href=\"{scene.Page}?t={second.GetProperty("start_ms").GetInt64() / 1000}\"", page.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"invoices\"", page.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"/search\"", home.Text, StringComparison.Ordinal);
        Assert.Contains("Nothing found", (await browser.OpenAsync("/search?q=invoices&speaker=Nobody")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_newest_come_first_and_the_rest_by_a_link()
    {
        await using var scene = await RecordingScene.StartAsync(TestEngine.Sqlite);
        for (var number = 1; number <= 20; number++)
        {
            await RecordingScene.HoldAsync(scene.World, $"Later {number}", "Maria: The release of today is another one than yesterday.", "transcript");
        }

        using var browser = await PageVisitors.OwnerAsync(scene.Server);
        var all = await browser.OpenAsync("/search?q=release");
        var next = WebUtility.HtmlDecode(all.Text.Split("href=\"").Last(part => part.Contains("rel=\"next\"", StringComparison.Ordinal)).Split('"')[0]);
        var rest = await browser.OpenAsync(next);

        Assert.DoesNotContain($"\"{scene.Page}\"", all.Text, StringComparison.Ordinal);
        Assert.StartsWith("/search?q=release&cursor=", next, StringComparison.Ordinal);
        Assert.Contains($"\"{scene.Page}\"", rest.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("rel=\"next\"", rest.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/search", 200, "Everything that was said")]
    [InlineData("/search?q=+&from=", 200, "Everything that was said")]
    [InlineData("/search?q=%21%3F", 422, "Write at least one word")]
    [InlineData("/search?q=a&from=yesterday", 422, "Choose a day, as in")]
    [InlineData("/search?q=a&from=2026-02-02&to=2026-02-01", 422, "Choose a day that is not before the first")]
    [InlineData("/search?q=nowhere", 200, "Take fewer words")]
    [InlineData("/search?q=a&cursor=zzz", 404, "There is nothing here")]
    public async Task What_is_missing_or_wrong_is_said(string path, int code, string words)
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        using var browser = await PageVisitors.OwnerAsync(server);

        var page = await browser.OpenAsync(path);

        Assert.Equal(code, page.Code);
        Assert.Contains(words, page.Read(), StringComparison.Ordinal);
        Assert.Equal(code is 422, page.Text.Contains("aria-invalid=\"true\"", StringComparison.Ordinal));
    }

    [Theory]
    [Engines]
    public async Task Another_tenant_finds_nothing_of_it(TestEngine engine)
    {
        await using var scene = await RecordingScene.StartAsync(engine);
        using var stranger = await PageVisitors.PersonAsync(scene.Server, Role.Owner, tenant: 2);

        var page = await stranger.OpenAsync("/search?q=invoice");

        Assert.Contains("Nothing found", page.Text, StringComparison.Ordinal);
    }
}
