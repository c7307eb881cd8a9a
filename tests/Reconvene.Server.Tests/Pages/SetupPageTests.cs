using System.Net;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Pages;

public sealed class SetupPageTests
{
    private const string Password = "canary-password-of-ada";

    [Theory]
    [Engines]
    public async Task Whoever_can_read_the_console_makes_the_owner_and_is_signed_in(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        using var browser = new Browser(server.Address);

        var first = await browser.OpenAsync("/");
        var second = await browser.OpenAsync(first.Headers["Location"]);
        var made = await SendAsync(browser, server.SetupCode);
        var home = await browser.OpenAsync("/");

        Assert.Equal(("/sign-in", "/setup"), (first.Headers["Location"], second.Headers["Location"]));
        Assert.Equal((HttpStatusCode.SeeOther, "/"), (made.Status, made.Headers["Location"]));
        Assert.Equal(200, home.Code);
        Assert.Contains("Ada Lovelace", home.Text, StringComparison.Ordinal);
        Assert.Contains("No Zoom account is connected yet", home.Text, StringComparison.Ordinal);
        Assert.Equal("School", await server.Database.FindAsync<string>("SELECT name FROM tenants WHERE id = 1", null, CancellationToken.None));
    }

    [Theory]
    [Engines]
    public async Task The_language_of_the_page_becomes_the_owner_s(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        using var browser = new Browser(server.Address);
        await browser.SendAsync("/setup", "/language", ("language", "ru"));

        await SendAsync(browser, server.SetupCode);

        Assert.Equal("ru", await server.LocaleAsync("ada@example.org", Password));
    }

    [Theory]
    [Engines]
    public async Task Afterwards_there_is_no_setup(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        using var late = new Browser(server.Address);
        var code = server.SetupCode;
        var form = Browser.Hidden((await late.OpenAsync("/setup")).Text, "/setup");
        using var browser = new Browser(server.Address);
        await SendAsync(browser, code);

        var opened = await late.OpenAsync("/setup");
        var sent = await late.PostAsync("/setup", [.. form, .. Fields(code, "eve@example.org")]);

        Assert.Equal((404, 404), (opened.Code, sent.Code));
        Assert.DoesNotContain("Set-Cookie", sent.Headers.Keys, StringComparer.OrdinalIgnoreCase);
        Assert.Equal("ada@example.org", Assert.Single(await EmailsAsync(server)));
    }

    [Theory]
    [Engines]
    public async Task Without_the_code_nobody_is_made_and_after_a_few_tries_one_must_wait(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine, new TestClock());
        using var browser = new Browser(server.Address);

        var answers = new List<Answer>();
        for (var i = 0; i < 6; i++)
        {
            answers.Add(await SendAsync(browser, "0000-0000-0000-0000"));
        }

        Assert.All(answers.Take(5), answer => Assert.Equal(422, answer.Code));
        Assert.Contains("aria-describedby=\"setup_code-error setup_code-hint\"", answers[0].Text, StringComparison.Ordinal);
        Assert.Equal((429, "1"), (answers[5].Code, answers[5].Headers["Retry-After"]));
        Assert.Empty(await EmailsAsync(server));
    }

    [Fact]
    public async Task Tries_at_the_page_and_at_the_API_are_counted_together()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite, new TestClock());
        using var browser = new Browser(server.Address);
        for (var i = 0; i < 5; i++)
        {
            await server.Anonymous.SendAsync(
                HttpMethod.Post, "/api/v1/auth/setup", """{"setup_code":"0","email":"eve@example.org","password":"a good password"}""");
        }

        Assert.Equal(429, (await SendAsync(browser, server.SetupCode)).Code);
    }

    [Fact]
    public async Task What_is_wrong_is_said_beside_its_field_and_no_password_or_code_is_sent_back()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        using var browser = new Browser(server.Address);

        var answer = await browser.SendAsync(
            "/setup", "/setup", ("setup_code", server.SetupCode), ("email", "not an address"), ("password", "canary"), ("name", "Ada"));

        Assert.Equal(422, answer.Code);
        Assert.Contains("id=\"email-error\"", answer.Text, StringComparison.Ordinal);
        Assert.Contains("id=\"password-error\"", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"name-error\"", answer.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"not an address\"", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(server.SetupCode, answer.Text, StringComparison.Ordinal);
    }

    private static Task<Answer> SendAsync(Browser browser, string code) =>
        browser.SendAsync("/setup", "/setup", Fields(code, "Ada@Example.org"));

    private static (string Name, string Value)[] Fields(string code, string email) =>
        [("setup_code", code), ("email", email), ("password", Password), ("name", "Ada Lovelace"), ("organisation", "School")];

    private static Task<IReadOnlyList<string>> EmailsAsync(ServerUnderTest server) =>
        server.Database.QueryAsync<string>("SELECT email FROM users", null, CancellationToken.None);
}
