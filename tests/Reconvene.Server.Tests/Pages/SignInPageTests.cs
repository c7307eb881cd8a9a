using System.Text.RegularExpressions;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Pages;

public sealed partial class SignInPageTests
{
    [Theory]
    [Engines]
    public async Task After_the_sign_in_one_is_where_one_wanted_to_be(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        await server.OwnerTokenAsync();
        using var browser = new Browser(server.Address);

        var asked = await browser.OpenAsync("/recordings?cursor=");
        var there = await SignInAsync(browser, asked.Headers["Location"]);
        var again = await browser.OpenAsync(asked.Headers["Location"]);

        Assert.Equal("/sign-in?return=%2Frecordings%3Fcursor%3D", asked.Headers["Location"]);
        Assert.Equal((303, "/recordings?cursor="), (there.Code, there.Headers["Location"]));
        Assert.Equal((303, "/recordings?cursor="), (again.Code, again.Headers["Location"]));
        Assert.Equal(200, (await browser.OpenAsync("/recordings?cursor=")).Code);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("evil.example")]
    [InlineData("/%2Fevil.example")]
    [InlineData("/%5Cevil.example")]
    [InlineData("%2F%2Fevil.example")]
    [InlineData("/x//evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("/\r\nLocation: https://evil.example")]
    [InlineData("/%0d%0aSet-Cookie:evil=1")]
    [InlineData("/ /evil.example")]
    [InlineData("/évil.example")]
    public async Task A_way_out_of_this_server_is_never_taken(string back)
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        await server.OwnerTokenAsync();
        using var browser = new Browser(server.Address);

        var shown = await browser.OpenAsync($"/sign-in?return={Uri.EscapeDataString(back)}");
        var asWritten = await browser.OpenAsync($"/sign-in?return={back}".ReplaceLineEndings("%0d%0a"));
        var sent = await SignInAsync(browser, "/sign-in", ("return", back));
        var already = await browser.OpenAsync($"/sign-in?return={Uri.EscapeDataString(back)}");

        Assert.DoesNotContain("evil", shown.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", asWritten.Text, StringComparison.Ordinal);
        Assert.Equal((303, "/"), (sent.Code, sent.Headers["Location"]));
        Assert.Equal((303, "/"), (already.Code, already.Headers["Location"]));
        Assert.DoesNotContain("evil", string.Join(' ', sent.Headers.Values), StringComparison.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task A_wrong_password_and_an_unknown_address_are_answered_alike(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        await server.OwnerTokenAsync();
        using var browser = new Browser(server.Address);

        var known = await SendAsync(browser, ServerUnderTest.OwnerEmail, "canary-wrong");
        var unknown = await SendAsync(browser, "nobody@example.org", "canary-wrong");

        Assert.Equal((422, 422), (known.Code, unknown.Code));
        Assert.Equal(Same(known.Text, ServerUnderTest.OwnerEmail), Same(unknown.Text, "nobody@example.org"));
        Assert.Contains("role=\"alert\"", known.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", known.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("session", string.Join(' ', known.Headers.Values), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_guesses_must_wait_and_is_told_how_long()
    {
        var clock = new TestClock();
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite, clock);
        await server.OwnerTokenAsync();
        using var browser = new Browser(server.Address);
        for (var i = 0; i < 6; i++)
        {
            await SendAsync(browser, ServerUnderTest.OwnerEmail, "wrong");
            clock.Advance(TimeSpan.FromSeconds(i < 5 ? 1 : 0));
        }

        var early = await SendAsync(browser, ServerUnderTest.OwnerEmail, ServerUnderTest.OwnerPassword);
        clock.Advance(TimeSpan.FromSeconds(2));
        var inTime = await SendAsync(browser, ServerUnderTest.OwnerEmail, ServerUnderTest.OwnerPassword);

        Assert.Equal((429, "2"), (early.Code, early.Headers["Retry-After"]));
        Assert.Contains("Wait 2 s", early.Text, StringComparison.Ordinal);
        Assert.Equal(303, inTime.Code);
    }

    [Fact]
    public async Task What_was_filled_in_is_shown_as_text_and_not_as_a_page()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        await server.OwnerTokenAsync();
        using var browser = new Browser(server.Address);

        var answer = await SendAsync(browser, "\"><script>alert(1)</script>", "x");

        Assert.DoesNotContain("<script", answer.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;", answer.Text, StringComparison.Ordinal);
    }

    private static Task<Answer> SignInAsync(Browser browser, string page, params (string Name, string Value)[] more) => browser.SendAsync(
        page, "/sign-in", [("email", ServerUnderTest.OwnerEmail), ("password", ServerUnderTest.OwnerPassword), .. more]);

    private static Task<Answer> SendAsync(Browser browser, string email, string password) =>
        browser.SendAsync("/sign-in", "/sign-in", ("email", email), ("password", password));

    /// <summary>The page without what differs by itself: the address that was typed, and the token.</summary>
    private static string Same(string page, string email) =>
        Token().Replace(page.Replace(email, "(address)", StringComparison.Ordinal), "(token)");

    [GeneratedRegex("CfDJ8[A-Za-z0-9_-]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
