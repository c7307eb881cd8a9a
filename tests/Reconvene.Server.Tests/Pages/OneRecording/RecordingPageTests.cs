using System.Net;
using System.Text.RegularExpressions;
using Reconvene.Server.Accounts;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Pages.OneRecording;

/// <summary>The page of a recording, as it is read.</summary>
public sealed partial class RecordingPageTests
{
    [Theory]
    [Engines]
    public async Task It_tells_what_was_said_by_whom_and_when_and_what_was_made_of_it(TestEngine engine)
    {
        await using var scene = await RecordingScene.StartAsync(engine);
        using var browser = await PageVisitors.OwnerAsync(scene.Server);

        var page = await browser.OpenAsync(scene.Page);

        Assert.Equal(200, page.Code);
        var read = page.Read();
        Assert.All((string[])["Release", "Ready", "Every invoice of the release has to be checked twice.", "Maria", "Zoom’s transcript", "Made without a language model", "Summary"],
            words => Assert.Contains(words, read, StringComparison.Ordinal));
        foreach (var segment in await scene.SegmentsAsync())
        {
            var start = segment.GetProperty("start_ms").GetInt64();
            Assert.Contains($"href=\"{scene.Page}?t={start / 1000}\" data-at=\"{start}\"", page.Text, StringComparison.Ordinal);
        }

        Assert.Contains($"src=\"{scene.Page}/media/{await scene.FileAsync("MP4")}\" data-player", page.Text, StringComparison.Ordinal);
        var made = await scene.DeliverableAsync();
        Assert.All((string[])["html", "pdf", "docx", "md", "json"], format =>
            Assert.Contains($"href=\"/deliverables/{made}.{format}\"", page.Text, StringComparison.Ordinal));
        Assert.Contains($"<a href=\"{scene.Page}\">", (await browser.OpenAsync("/recordings")).Text, StringComparison.Ordinal);
        Assert.Contains("; media-src 'self'; script-src 'nonce-", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Empty(Current().Matches(page.Text));
    }

    [Fact]
    public async Task An_address_with_a_second_opens_there_and_marks_what_is_said_also_without_a_script()
    {
        await using var scene = await RecordingScene.StartAsync(TestEngine.Sqlite);
        using var browser = await PageVisitors.OwnerAsync(scene.Server);
        var third = (await scene.SegmentsAsync())[2];
        var start = third.GetProperty("start_ms").GetInt64();

        var page = await browser.OpenAsync($"{scene.Page}?t={start / 1000}");
        var sound = await browser.OpenAsync($"{scene.Page}?t={start / 1000}&as=sound");

        var marked = Assert.Single(Current().Matches(page.Text)).Value;
        Assert.Contains(third.GetProperty("text").GetString()!, WebUtility.HtmlDecode(marked), StringComparison.Ordinal);
        Assert.Contains(" autofocus", marked, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"/media/{await scene.FileAsync("MP4")}#t={start / 1000.0:0.###}\""), page.Text, StringComparison.Ordinal);
        Assert.Contains($"/media/{await scene.FileAsync("M4A")}#t=", sound.Text, StringComparison.Ordinal);
        Assert.Contains($"?t={start / 1000}&amp;as=sound\"", sound.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("t=-5")]
    [InlineData("t=abc")]
    [InlineData("t=99999999999999999999")]
    [InlineData("t=359999")]
    [InlineData("t=")]
    [InlineData("t=0&as=nonsense&told=nonsense")]
    public async Task A_second_that_is_none_opens_it_all_the_same(string query)
    {
        await using var scene = await RecordingScene.StartAsync(TestEngine.Sqlite);
        using var browser = await PageVisitors.OwnerAsync(scene.Server);

        var page = await browser.OpenAsync($"{scene.Page}?{query}");

        Assert.Equal(200, page.Code);
        Assert.DoesNotContain("nonsense", page.Text[..page.Text.IndexOf("<footer", StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("video", "No transcript yet", "data-player")]
    [InlineData("transcript", "Nothing to play", "Every invoice")]
    public async Task What_is_not_there_is_said(string file, string words, string besides)
    {
        await using var scene = await RecordingScene.StartAsync(TestEngine.Sqlite, files: [file]);
        using var browser = await PageVisitors.OwnerAsync(scene.Server);

        var page = await browser.OpenAsync(scene.Page);

        Assert.Contains(words, page.Read(), StringComparison.Ordinal);
        Assert.Contains(besides, page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("waiting", "still being gathered")]
    [InlineData("understanding", "being read just now")]
    [InlineData("skipped", "Nothing tells what was said")]
    public async Task Of_a_recording_of_which_nothing_is_held_the_page_says_why(string state, string words)
    {
        await using var scene = await RecordingScene.StartAsync(TestEngine.Sqlite);
        using var browser = await PageVisitors.OwnerAsync(scene.Server);
        await scene.ChangeAsync("DELETE FROM deliverables WHERE tenant_id = 1");
        await scene.ChangeAsync("DELETE FROM transcripts WHERE tenant_id = 1");
        await scene.ChangeAsync("UPDATE recording_files SET state = 'missing', held_bytes = NULL, reason = 'Gone <b>.' WHERE tenant_id = 1");
        await scene.ChangeAsync("UPDATE recordings SET state = @state, reason = 'For a reason.' WHERE tenant_id = 1", new { state });

        var read = (await browser.OpenAsync(scene.Page)).Read();

        Assert.All((string[])[words, "No file of this recording is held here.", "For a reason.", "Gone <b>.", "A summary needs a transcript."],
            expected => Assert.Contains(expected, read, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Three_hours_of_speech_are_one_page()
    {
        var talk = string.Join('\n', Enumerable.Range(1, 2500).Select(number => $"{(number % 3 is 0 ? "Tom" : "Maria")}: This is sentence {number} of a long day, and it says {number * 7} things."));
        await using var scene = await RecordingScene.StartAsync(TestEngine.Sqlite, talk, ["transcript"]);
        using var browser = await PageVisitors.OwnerAsync(scene.Server);

        var page = await browser.OpenAsync($"{scene.Page}?t=6000");

        Assert.Equal(2500, Line().Count(page.Text));
        Assert.InRange(page.Text.Length, 1, 1_500_000);
    }

    [Theory]
    [Engines]
    public async Task Another_tenants_recording_is_none_with_all_that_belongs_to_it(TestEngine engine)
    {
        await using var scene = await RecordingScene.StartAsync(engine);
        var (video, made) = (await scene.FileAsync("MP4"), await scene.DeliverableAsync());
        using var stranger = await PageVisitors.PersonAsync(scene.Server, Role.Owner, tenant: 2);
        var token = Browser.Hidden((await stranger.OpenAsync("/")).Text, "/sign-out");

        foreach (var path in (string[])
        [
            scene.Page, $"{scene.Page}?t=3", $"{scene.Page}/media/{video}", $"{scene.Page}/transcript.txt", $"/deliverables/{made}.html",
            $"/deliverables/{made}/versions/1.html", "/recordings/987654",
        ])
        {
            var answer = await stranger.OpenAsync(path);
            Assert.True(answer.Code is 404, $"{path} was answered with {answer.Code}.");
            Assert.DoesNotContain("invoice", answer.Text, StringComparison.Ordinal);
        }

        foreach (var form in (string[])["transcript/accept", "transcript/withdraw", "transcript/recognise", "speakers"])
        {
            Assert.Equal(404, (await stranger.PostAsync($"{scene.Page}/{form}", [.. token, ("label-0", "Maria"), ("name-0", "Eve")])).Code);
        }

        Assert.DoesNotContain("Eve", (await scene.World.GetAsync($"/api/v1/recordings/{scene.Id}/transcript")).GetRawText(), StringComparison.Ordinal);
    }

    [GeneratedRegex("<li[^>]*><a class=\"time\" href=\"[^\"]*\" data-at=\"\\d+\"[^>]*>[\\d:]+</a><div>", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Line();

    [GeneratedRegex("<li[^>]* aria-current=\"true\".*?</li>", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Current();
}
