using System.Net;
using System.Text;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Pages;

public sealed class FormGuardTests
{
    public static TheoryData<string, string?, string?, int> ForeignPages => new()
    {
        { "another site", "https://evil.example", "cross-site", 403 },
        { "another site in an old browser", "https://evil.example", null, 403 },
        { "a neighbour's page", "http://evil.localhost", "same-site", 403 },
        { "a page that hides where it is", "null", null, 403 },
        { "nowhere that a browser tells of", null, null, 403 },
        { "another site that claims no origin", null, "cross-site", 403 },
    };

    [Theory]
    [MemberData(nameof(ForeignPages))]
    public async Task A_form_from_elsewhere_is_refused_and_nothing_changes(string from, string? origin, string? site, int status)
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        using var browser = new Browser(server.Address);
        await browser.SignInAsync(server);
        var token = Browser.Hidden((await browser.OpenAsync("/")).Text, "/sign-out");

        var answer = await browser.PostAsync("/sign-out", token, request =>
        {
            request.Headers.Remove("Origin");
            request.Headers.Remove("Sec-Fetch-Site");
            request.Headers.TryAddWithoutValidation("Origin", origin is null ? [] : [origin]);
            request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", site is null ? [] : [site]);
        });

        Assert.True(answer.Code == status, $"A form from {from} was answered with {answer.Code}.");
        Assert.Contains("The form came from elsewhere", answer.Text, StringComparison.Ordinal);
        Assert.Equal(200, (await browser.OpenAsync("/")).Code);
    }

    [Theory]
    [Engines]
    public async Task A_form_without_its_token_or_with_anothers_is_refused_and_nothing_changes(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        using var browser = new Browser(server.Address);
        using var other = new Browser(server.Address);
        await browser.SignInAsync(server);
        await other.SignInAsync(server);
        var anothers = Browser.Hidden((await other.OpenAsync("/")).Text, "/sign-out");

        var none = await browser.PostAsync("/sign-out", []);
        var wrong = await browser.PostAsync("/sign-out", [("form_token", "CfDJ8")]);
        var stolen = await browser.PostAsync("/sign-out", anothers);

        Assert.All([none, wrong, stolen], answer =>
        {
            Assert.Equal(400, answer.Code);
            Assert.Contains("The form is out of date", answer.Text, StringComparison.Ordinal);
        });
        Assert.Equal(200, (await browser.OpenAsync("/")).Code);
    }

    [Theory]
    [InlineData("text/plain", "{\"email\":\"a@b\",\"password\":\"x\"}", 415)]
    [InlineData("application/json", "{}", 415)]
    [InlineData("multipart/form-data; boundary=x", "--x--", 415)]
    [InlineData("application/x-www-form-urlencoded", "%zz=&=&", 400)]
    public async Task What_is_not_a_form_of_ours_is_refused(string type, string body, int status)
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        await server.OwnerTokenAsync();
        using var browser = new Browser(server.Address);

        var answer = await browser.PostAsync("/sign-in", [], request =>
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        });

        Assert.Equal(status, answer.Code);
        Assert.DoesNotContain("Set-Cookie", answer.Headers.Keys, StringComparer.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("GET", "/api/v1/users/me", 401)]
    [InlineData("GET", "/api/v1/credentials/", 401)]
    [InlineData("POST", "/api/v1/api-keys", 401)]
    [InlineData("DELETE", "/api/v1/credentials/1", 401)]
    public async Task The_API_takes_no_cookie(string method, string path, int status)
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        using var browser = new Browser(server.Address);
        await browser.SignInAsync(server);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("Cookie", browser.Cookies.GetCookieHeader(server.Address));
        if (method is "POST")
        {
            request.Content = new StringContent("""{"name":"k","scope":"manage"}""", Encoding.UTF8, "application/json");
        }

        Assert.Equal(status, (await server.Anonymous.AskAsync(request)).Code);
    }

    [Fact]
    public async Task Opening_a_page_ends_nothing_and_starts_nothing()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        using var browser = new Browser(server.Address);
        await browser.SignInAsync(server);

        foreach (var path in new[] { "/sign-out", "/sources/1/sync", "/language" })
        {
            Assert.Equal(HttpStatusCode.MethodNotAllowed, (await browser.OpenAsync(path)).Status);
        }

        Assert.Equal(200, (await browser.OpenAsync("/")).Code);
    }
}
