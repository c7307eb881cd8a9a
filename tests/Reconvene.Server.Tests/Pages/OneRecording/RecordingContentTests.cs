using System.Net.Http.Headers;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Pages.OneRecording;

/// <summary>T24 and T31: what a browser plays and saves, behind a session.</summary>
public sealed class RecordingContentTests
{
    [Theory]
    [Engines]
    public async Task Media_are_served_by_range_to_a_session_and_never_render(TestEngine engine)
    {
        await using var scene = await RecordingScene.StartAsync(engine);
        using var browser = await PageVisitors.OwnerAsync(scene.Server);
        var path = $"{scene.Page}/media/{await scene.FileAsync("MP4")}";

        using var whole = await AskAsync(browser, path);
        var bytes = await whole.Content.ReadAsByteArrayAsync();
        using var piece = await AskAsync(browser, path, request => request.Headers.Range = new RangeHeaderValue(100, 199));
        using var odd = await AskAsync(browser, path, request => request.Headers.TryAddWithoutValidation("Range", "bytes=9-1"));

        Assert.Equal((200, "video/mp4"), ((int)whole.StatusCode, whole.Content.Headers.ContentType?.ToString()));
        Assert.Equal("nosniff", Assert.Single(whole.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(whole.Headers.GetValues("Cross-Origin-Resource-Policy")));
        Assert.Equal("attachment", whole.Content.Headers.ContentDisposition?.DispositionType);
        Assert.StartsWith("sandbox", Assert.Single(whole.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal(206, (int)piece.StatusCode);
        Assert.Equal(bytes[100..200], await piece.Content.ReadAsByteArrayAsync());
        Assert.True((int)odd.StatusCode is 200 or 416);
    }

    [Fact]
    public async Task Without_a_session_there_is_nothing_and_a_key_of_the_API_is_none()
    {
        await using var scene = await RecordingScene.StartAsync(TestEngine.Sqlite);
        using var nobody = new Browser(scene.Server.Address);
        var made = await scene.DeliverableAsync();

        foreach (var path in (string[])
        [
            scene.Page, $"{scene.Page}/media/{await scene.FileAsync("MP4")}", $"{scene.Page}/transcript.txt", $"/deliverables/{made}.html",
            $"/deliverables/{made}/versions/1.html", "/search?q=release",
        ])
        {
            var answer = await nobody.OpenAsync(path);
            Assert.True(answer.Code is 303 && answer.Headers["Location"].StartsWith("/sign-in?", StringComparison.Ordinal), $"{path}: {answer.Code}");
            using var withKey = await AskAsync(nobody, path, request => request.Headers.Authorization = scene.World.Owner.DefaultRequestHeaders.Authorization);
            Assert.Equal(303, (int)withKey.StatusCode);
        }
    }

    [Theory]
    [InlineData("cross-site", 403)]
    [InlineData("same-origin", 200)]
    [InlineData("none", 200)]
    public async Task A_page_of_another_site_plays_nothing(string site, int status)
    {
        await using var scene = await RecordingScene.StartAsync(TestEngine.Sqlite);
        using var browser = await PageVisitors.OwnerAsync(scene.Server);

        using var answer = await AskAsync(
            browser, $"{scene.Page}/media/{await scene.FileAsync("M4A")}", request => request.Headers.Add("Sec-Fetch-Site", site));

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Deliverables_and_transcripts_are_opened_and_saved_in_each_format_and_so_are_earlier_versions()
    {
        await using var scene = await RecordingScene.StartAsync(TestEngine.Sqlite);
        using var browser = await PageVisitors.OwnerAsync(scene.Server);
        var made = await scene.DeliverableAsync();
        await scene.World.Owner.SendAsync(HttpMethod.Put, $"/api/v1/recordings/{scene.Id}/speakers", """{"names":{"Tom":"Thomas"}}""");
        await scene.World.DrainAsync();

        var page = await browser.OpenAsync(scene.Page);
        var html = await browser.OpenAsync($"/deliverables/{made}.html");
        var docx = await browser.OpenAsync($"/deliverables/{made}.docx");
        var earlier = await browser.OpenAsync($"/deliverables/{made}/versions/1.html");
        var text = await browser.OpenAsync($"{scene.Page}/transcript.txt");

        Assert.Contains("1 earlier version", page.Text, StringComparison.Ordinal);
        Assert.Equal((200, 200, 200, 200), (html.Code, docx.Code, earlier.Code, text.Code));
        Assert.Contains("default-src 'none'", html.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.StartsWith("attachment", docx.Headers["Content-Disposition"], StringComparison.Ordinal);
        Assert.Contains("Thomas", html.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Thomas", earlier.Text, StringComparison.Ordinal);
        Assert.Contains("Thomas", text.Text, StringComparison.Ordinal);
        Assert.Equal(404, (await browser.OpenAsync($"/deliverables/{made}.exe")).Code);
        Assert.Equal(404, (await browser.OpenAsync($"/deliverables/{made}/versions/9.html")).Code);
    }

    private static async Task<HttpResponseMessage> AskAsync(Browser browser, string path, Action<HttpRequestMessage>? change = null)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        using var client = new HttpClient(handler) { BaseAddress = browser.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Cookie", browser.Cookies.GetCookieHeader(browser.Address));
        change?.Invoke(request);
        return await client.SendAsync(request);
    }
}
