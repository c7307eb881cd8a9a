using System.Net;
using Reconvene.Server.Pages.Sessions;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Pages;

public sealed class SessionTests
{
    [Theory]
    [Engines]
    public async Task Signing_out_ends_the_session_and_not_only_the_cookie(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        using var browser = new Browser(server.Address);
        await browser.SignInAsync(server);
        var copied = browser.Cookies.GetCookieHeader(server.Address);
        Assert.Equal(200, await CodeAsync(server, copied));

        var left = await browser.SendAsync("/", "/sign-out");

        Assert.Equal((303, "/sign-in"), (left.Code, left.Headers["Location"]));
        Assert.Equal(303, (await browser.OpenAsync("/")).Code);
        Assert.Equal(303, await CodeAsync(server, copied));
    }

    [Theory]
    [Engines]
    public async Task Whoever_joins_as_someone_else_ends_the_session_of_before(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        using var browser = new Browser(server.Address);
        await browser.SignInAsync(server);
        var copied = browser.Cookies.GetCookieHeader(server.Address);
        var path = await InvitationPageTests.InviteAsync(server, "eve@example.org");
        var form = InvitationPageTests.Filled((await browser.OpenAsync(path)).Text, InvitationPageTests.Password);
        Assert.Equal(200, await CodeAsync(server, copied));

        var joined = await browser.PostAsync("/invitations", form);

        Assert.Equal((303, "/"), (joined.Code, joined.Headers["Location"]));
        Assert.Equal(200, (await browser.OpenAsync("/")).Code);
        Assert.Equal(303, await CodeAsync(server, copied));
    }

    [Theory]
    [Engines]
    public async Task Another_password_signs_every_browser_out(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        using var browser = new Browser(server.Address);
        await browser.SignInAsync(server);
        var owner = await server.OwnerAsync();

        var changed = await owner.SendAsync(
            HttpMethod.Put,
            "/api/v1/users/me/password",
            $$"""{"current_password":"{{ServerUnderTest.OwnerPassword}}","new_password":"another good password"}""");

        Assert.Equal(204, changed.Code);
        Assert.Equal("/sign-in", (await browser.OpenAsync("/")).Headers["Location"]);
    }

    [Theory]
    [Engines]
    public async Task A_removed_person_is_signed_out(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        using var browser = new Browser(server.Address);
        await browser.SignInAsync(server);

        await using (var work = await server.Database.BeginAsync(CancellationToken.None))
        {
            await work.ExecuteAsync("DELETE FROM users WHERE tenant_id = 1", null, CancellationToken.None);
            await work.CommitAsync(CancellationToken.None);
        }

        Assert.Equal("/sign-in", (await browser.OpenAsync("/")).Headers["Location"]);
        Assert.Empty(await server.Database.QueryAsync<long>("SELECT id FROM page_sessions", null, CancellationToken.None));
    }

    [Theory]
    [Engines]
    public async Task A_session_lasts_while_it_is_used_but_not_for_ever(TestEngine engine)
    {
        var clock = new TestClock();
        await using var server = await ServerUnderTest.StartAsync(engine, clock);
        using var browser = new Browser(server.Address);
        await browser.SignInAsync(server);
        var cookie = browser.Cookies.GetCookieHeader(server.Address);

        var used = TimeSpan.Zero;
        var step = BrowserSessions.Idle - TimeSpan.FromMinutes(1);
        while (used + step < BrowserSessions.Longest)
        {
            clock.Advance(step);
            used += step;
            Assert.Equal(200, await CodeAsync(server, cookie));
        }

        clock.Advance(BrowserSessions.Longest - used);
        Assert.Equal(303, await CodeAsync(server, cookie));
    }

    [Theory]
    [Engines]
    public async Task A_session_that_nobody_uses_ends_after_twelve_hours(TestEngine engine)
    {
        var clock = new TestClock();
        await using var server = await ServerUnderTest.StartAsync(engine, clock);
        using var browser = new Browser(server.Address);
        await browser.SignInAsync(server);
        var cookie = browser.Cookies.GetCookieHeader(server.Address);

        clock.Advance(TimeSpan.FromHours(12) - TimeSpan.FromSeconds(1));
        Assert.Equal(200, await CodeAsync(server, cookie));
        clock.Advance(TimeSpan.FromHours(12));
        Assert.Equal(303, await CodeAsync(server, cookie));
    }

    [Theory]
    [InlineData(null, "reconvene-session", false)]
    [InlineData("https://zoom.example.org", "__Host-reconvene-session", true)]
    public async Task The_cookie_is_for_this_host_and_for_no_script(string? setting, string name, bool isSecure)
    {
        var settings = setting is null ? [] : new Dictionary<string, string>(StringComparer.Ordinal) { ["Http:PublicUrl"] = setting };
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite, settings: settings);
        await server.OwnerTokenAsync();

        var cookie = await SignInBehindProxyAsync(server);

        Assert.StartsWith($"{name}=", cookie, StringComparison.Ordinal);
        Assert.Contains("; path=/", cookie, StringComparison.Ordinal);
        Assert.Contains("; samesite=lax", cookie, StringComparison.Ordinal);
        Assert.Contains("; httponly", cookie, StringComparison.Ordinal);
        Assert.Equal(isSecure, cookie.Contains("; secure", StringComparison.Ordinal));
        Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/setup")]
    public async Task Nobody_is_asked_for_a_password_where_the_network_would_see_it(string path)
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = "192.168.1.5:8000";

        var answer = await server.Anonymous.AskAsync(request);

        Assert.Equal(403, answer.Code);
        Assert.Contains("https", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Set-Cookie", answer.Headers.Keys, StringComparer.OrdinalIgnoreCase);
    }

    [Theory]
    [Engines]
    public async Task The_database_holds_neither_the_cookie_nor_the_keys(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        using var browser = new Browser(server.Address);
        await browser.SignInAsync(server);

        var secret = browser.Cookies.GetCookies(server.Address)["reconvene-session"]!.Value;
        var hash = Assert.Single(await server.Database.QueryAsync<byte[]>("SELECT token_hash FROM page_sessions", null, CancellationToken.None));
        var key = Assert.Single(await server.Database.QueryAsync<byte[]>("SELECT xml_sealed FROM page_keys", null, CancellationToken.None));

        Assert.DoesNotContain(secret, System.Text.Encoding.Latin1.GetString(hash), StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", System.Text.Encoding.Latin1.GetString(key), StringComparison.Ordinal);
        Assert.DoesNotContain(server.LogLines, line => line.Contains(secret, StringComparison.Ordinal));
    }

    [Theory]
    [Engines]
    public async Task After_a_restart_the_session_and_the_open_form_still_count(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        using var browser = new Browser(server.Address);
        await browser.SignInAsync(server);
        var form = Browser.Hidden((await browser.OpenAsync("/")).Text, "/sign-out");
        var cookies = browser.Cookies.GetCookieHeader(server.Address);

        await server.RestartAsync();
        using var after = new Browser(server.Address);
        after.Cookies.SetCookies(server.Address, cookies.Replace("; ", ",", StringComparison.Ordinal));

        Assert.Equal(200, (await after.OpenAsync("/")).Code);
        Assert.Equal(303, (await after.PostAsync("/sign-out", form)).Code);
    }

    private static async Task<int> CodeAsync(ServerUnderTest server, string cookies)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("Cookie", cookies);
        return (await server.Anonymous.AskAsync(request)).Code;
    }

    /// <summary>Gives back the session's cookie as it was set; the proxy has taken https off and tells nothing of it.</summary>
    private static async Task<string> SignInBehindProxyAsync(ServerUnderTest server)
    {
        using var opened = await server.Anonymous.GetAsync(new Uri("/sign-in", UriKind.Relative));
        var form = Browser.Hidden(await opened.Content.ReadAsStringAsync(), "/sign-in");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in")
        {
            Content = new FormUrlEncodedContent(
                [.. form.Select(field => KeyValuePair.Create(field.Name, field.Value)),
                 KeyValuePair.Create("email", ServerUnderTest.OwnerEmail),
                 KeyValuePair.Create("password", ServerUnderTest.OwnerPassword)]),
        };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Headers.Add("Cookie", opened.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        using var answer = await server.Anonymous.SendAsync(request);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer.Headers.GetValues("Set-Cookie").Single();
    }
}
