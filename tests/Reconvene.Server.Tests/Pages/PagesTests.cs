using System.Net;
using System.Net.Http.Headers;
using Microsoft.Data.Sqlite;
using Npgsql;
using Reconvene.Server.Pages.Frame;
using Reconvene.Server.Tests.Platform.Http;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Pages;

public sealed class PagesTests
{
    [Theory]
    [InlineData("/setup")]
    [InlineData("/nowhere")]
    public async Task Every_page_forbids_what_no_page_needs(string path)
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        using var browser = new Browser(server.Address);

        var headers = (await browser.OpenAsync(path)).Headers;

        Assert.Equal(
            "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
            headers["Content-Security-Policy"]);
        Assert.Equal("same-origin", headers["Referrer-Policy"]);
        Assert.Equal("nosniff", headers["X-Content-Type-Options"]);
        Assert.Contains("no-store", headers["Cache-Control"], StringComparison.Ordinal);
        Assert.Equal("text/html; charset=utf-8", headers["Content-Type"]);
    }

    [Fact]
    public async Task The_style_sheet_that_a_page_names_is_there_whole()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        using var browser = new Browser(server.Address);
        var page = (await browser.OpenAsync("/setup")).Text;

        var sheet = await browser.OpenAsync(PageAssets.StyleSheet.Path);

        Assert.Contains($"<link rel=\"stylesheet\" href=\"{PageAssets.StyleSheet.Path}\"", page, StringComparison.Ordinal);
        Assert.Equal((200, "text/css; charset=utf-8"), (sheet.Code, sheet.Headers["Content-Type"]));
        Assert.Equal("public, max-age=31536000, immutable", sheet.Headers["Cache-Control"]);
        Assert.StartsWith(":root {", sheet.Text, StringComparison.Ordinal);
        Assert.EndsWith("}\n", sheet.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "Sign in", "en")]
    [InlineData("ru", "Вход", "ru")]
    [InlineData("ru-RU,ru;q=0.9,en;q=0.8", "Вход", "ru")]
    [InlineData("de, ru;q=0.5, en;q=0.7", "Sign in", "en")]
    [InlineData("ru;q=0, en", "Sign in", "en")]
    [InlineData("fr", "Sign in", "en")]
    [InlineData("!!", "Sign in", "en")]
    public async Task A_page_speaks_the_language_that_the_browser_asks_for(string accepted, string title, string language)
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        await server.OwnerTokenAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        request.Headers.TryAddWithoutValidation("Accept-Language", accepted);

        var page = WebUtility.HtmlDecode((await server.Anonymous.AskAsync(request)).Text);

        Assert.Contains($"<h1>{title}</h1>", page, StringComparison.Ordinal);
        Assert.Contains($"<html lang=\"{language}\">", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_language_that_is_chosen_stays_and_the_page_too()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        using var browser = new Browser(server.Address);
        await browser.SignInAsync(server);

        var chosen = await browser.SendAsync("/recordings", "/language", ("language", "ru"));
        var page = await browser.OpenAsync(chosen.Headers["Location"]);

        Assert.Equal((303, "/recordings"), (chosen.Code, chosen.Headers["Location"]));
        Assert.Contains("<h1>Записи</h1>", WebUtility.HtmlDecode(page.Text), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_persons_own_language_goes_before_the_browsers()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        using var browser = new Browser(server.Address, "en");
        await browser.SignInAsync(server);
        await using (var work = await server.Database.BeginAsync(CancellationToken.None))
        {
            await work.ExecuteAsync("UPDATE users SET locale = 'ru' WHERE tenant_id = 1", null, CancellationToken.None);
            await work.CommitAsync(CancellationToken.None);
        }

        Assert.Contains("<h1>Подключения</h1>", WebUtility.HtmlDecode((await browser.OpenAsync("/")).Text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nowhere", "text/html", "text/html")]
    [InlineData("/nowhere", "application/json", "application/problem+json")]
    [InlineData("/nowhere", "*/*", "application/problem+json")]
    [InlineData("/api/nowhere", "text/html", "application/problem+json")]
    [InlineData("/webhooks/nowhere/at/all", "text/html", "application/problem+json")]
    [InlineData("/apiary", "text/html", "text/html")]
    public async Task Where_there_is_nothing_a_person_reads_a_page_and_a_program_a_problem(string path, string accepted, string type)
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accepted));

        var answer = await server.Anonymous.AskAsync(request);

        Assert.Equal((404, type), (answer.Code, answer.Headers["Content-Type"].Split(';')[0]));
    }

    [Theory]
    [Engines]
    public async Task A_fault_of_ours_is_a_calm_page_with_the_id_that_the_log_has_too(TestEngine engine)
    {
        Exception? fault = null;
        await using var server = await ServerUnderTest.StartAsync(
            engine, decorate: connection => fault is null ? connection : new FaultyConnection(connection, () => fault));
        using var browser = new Browser(server.Address);
        fault = new InvalidOperationException("canary SELECT * FROM users at /srv/data");

        var answer = await browser.OpenAsync("/setup");

        Assert.Equal((500, "text/html; charset=utf-8"), (answer.Code, answer.Headers["Content-Type"]));
        Assert.Contains("<h1>The server failed</h1>", answer.Text, StringComparison.Ordinal);
        Assert.Matches("<code>[0-9a-f]{32}</code>", answer.Text);
        Assert.DoesNotContain("canary", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("InvalidOperation", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task While_the_database_is_away_a_page_says_so_and_when_to_come_back(TestEngine engine)
    {
        Exception? fault = null;
        await using var server = await ServerUnderTest.StartAsync(
            engine, decorate: connection => fault is null ? connection : new FaultyConnection(connection, () => fault));
        using var browser = new Browser(server.Address);
        await browser.SignInAsync(server);
        fault = engine is TestEngine.Sqlite ? new SqliteException("canary locked", 5) : new NpgsqlException("canary gone");

        var answer = await browser.OpenAsync("/");

        Assert.Equal((503, "5"), (answer.Code, answer.Headers["Retry-After"]));
        Assert.Contains("The database does not answer now", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_description_of_the_API_tells_of_no_page()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);

        var paths = (await server.Anonymous.SendAsync(HttpMethod.Get, "/openapi.json")).Json.GetProperty("paths").EnumerateObject()
            .Select(path => path.Name)
            .ToList();

        Assert.NotEmpty(paths);
        Assert.DoesNotContain(paths, path => path is "/" or "/setup" or "/sign-in" or "/sign-out" or "/recordings" or "/language"
            || path.StartsWith("/connect", StringComparison.Ordinal)
            || path.StartsWith("/assets", StringComparison.Ordinal)
            || path.StartsWith("/sources", StringComparison.Ordinal));
    }
}
