using Reconvene.Server.Accounts;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Pages;

public sealed class ConnectPageTests
{
    [Theory]
    [Engines]
    public async Task A_person_goes_to_Zoom_and_comes_back_to_the_connection(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        using var browser = await PageVisitors.OwnerAsync(world.Server);

        var zoom = await browser.BeginAsync();
        var back = await browser.OpenAsync((await world.ConsentAsync(zoom)).ToString());
        var said = await browser.OpenAsync(back.Headers["Location"]);
        var connection = await browser.OpenAsync(said.Headers["Location"]);

        Assert.StartsWith(world.Zoom.Address.ToString(), zoom.ToString(), StringComparison.Ordinal);
        Assert.Equal((302, "/connect/connected"), (back.Code, back.Headers["Location"]));
        Assert.Equal(303, said.Code);
        Assert.Matches("^/connections/[0-9]+\\?zoom=connected$", said.Headers["Location"]);
        Assert.Contains("Zoom is connected.", connection.Read(), StringComparison.Ordinal);
        Assert.Contains(PersonWorld.Maria, connection.Read(), StringComparison.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task What_a_page_began_counts_in_no_other_browser_and_costs_the_first_one_nothing(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        using var browser = await PageVisitors.OwnerAsync(world.Server);
        using var bare = new Browser(world.Server.Address);
        using var other = await PageVisitors.PersonAsync(world.Server, Role.Owner, tenant: 2);
        var callback = (await world.ConsentAsync(await browser.BeginAsync())).ToString();

        foreach (var stranger in (Browser[])[bare, other])
        {
            var refused = await stranger.OpenAsync(callback);
            Assert.Equal("/connect/failed?reason=other_browser", refused.Headers["Location"]);
            Assert.Contains("begun in another browser", (await stranger.OpenAsync(refused.Headers["Location"])).Read(), StringComparison.Ordinal);
        }

        Assert.Empty(world.Control.OAuth.TokenRequests);
        Assert.Equal("/connect/connected", (await browser.OpenAsync(callback)).Headers["Location"]);
        Assert.Single((await world.GetAsync("/api/v1/credentials")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Declining_at_Zoom_connects_nothing_and_a_page_says_so()
    {
        await using var world = await PersonWorld.StartAsync(TestEngine.Sqlite);
        using var browser = await PageVisitors.OwnerAsync(world.Server);
        var zoom = await browser.BeginAsync();

        var back = await browser.OpenAsync((await world.Control.OAuth.DeclineAsync(zoom, CancellationToken.None)).ToString());

        Assert.Equal("/connect/declined", back.Headers["Location"]);
        Assert.Contains("Nothing was connected", (await browser.OpenAsync("/connect/declined")).Read(), StringComparison.Ordinal);
        Assert.Empty(world.Control.OAuth.TokenRequests);
    }

    [Theory]
    [Engines]
    public async Task Without_a_Zoom_app_the_page_says_what_to_enter_at_Zoom_and_takes_the_app(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        using var browser = await PageVisitors.OwnerAsync(server);
        var origin = server.Address.GetLeftPart(UriPartial.Authority);

        var page = await browser.OpenAsync("/connect");
        var made = await browser.SendAsync(
            "/connect", "/connect/app", ("app_name", "zoom-users"), ("app_client_id", " canary_client "), ("app_client_secret", "canary-secret"));
        var after = await browser.OpenAsync(made.Headers["Location"]);

        Assert.DoesNotContain("action=\"/connect\"", page.Text, StringComparison.Ordinal);
        foreach (var value in (string[])["/api/v1/oauth/zoom/callback", "/webhooks/zoom", "/webhooks/zoom/deauth"])
        {
            Assert.Contains($">{origin}{value}</textarea>", page.Text, StringComparison.Ordinal);
        }

        Assert.Contains("user:read:user", page.Text, StringComparison.Ordinal);
        Assert.Contains("recording.completed", page.Text, StringComparison.Ordinal);
        Assert.Equal((303, "/connect?app=made"), (made.Code, made.Headers["Location"]));
        Assert.Contains("action=\"/connect\"", after.Text, StringComparison.Ordinal);
        Assert.Contains($">{origin}/webhooks/zoom/zoom-users</textarea>", after.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", after.Text, StringComparison.Ordinal);
        Assert.Contains("client_id=canary_client&", (await browser.BeginAsync()).Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_Zoom_app_nothing_begins_and_the_reason_is_told()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        using var browser = await PageVisitors.OwnerAsync(server);
        var form = Browser.Hidden((await browser.OpenAsync("/connect")).Text, "/connect/app");

        var answer = await browser.PostAsync("/connect", form);

        Assert.Equal(409, answer.Code);
        Assert.Contains("No Zoom app is there that can ask for consent", answer.Read(), StringComparison.Ordinal);
        Assert.DoesNotContain("http-equiv", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_Zoom_apps_one_is_chosen()
    {
        await using var world = await PersonWorld.StartAsync(TestEngine.Sqlite);
        using var browser = await PageVisitors.OwnerAsync(world.Server);
        await browser.SendAsync(
            "/connect", "/connect/app", ("app_name", "other"), ("app_client_id", "other_client"), ("app_client_secret", "other-secret"));

        var page = await browser.OpenAsync("/connect");
        var chosen = await browser.SendAsync("/connect", "/connect", ("app", "other"));

        Assert.Contains("<option value=\"oauth\">", page.Text, StringComparison.Ordinal);
        Assert.Contains("<option value=\"other\">", page.Text, StringComparison.Ordinal);
        Assert.Contains("client_id=other_client&", chosen.Onward().Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_with_a_Zoom_app_is_said_beside_its_field_and_no_secret_comes_back()
    {
        await using var world = await PersonWorld.StartAsync(TestEngine.Sqlite);
        using var browser = await PageVisitors.OwnerAsync(world.Server);

        var empty = await SendAppAsync("Deauth!", "", "");
        var spaced = await SendAppAsync("fine", "a b", "canary secret");
        var named = await SendAppAsync("oauth", "another_client", "canary-secret");
        var known = await SendAppAsync("fine", world.App.ClientId, "canary-secret");

        Assert.Equal((422, 422, 409, 409), (empty.Code, spaced.Code, named.Code, known.Code));
        Assert.All((string[])["app_name", "app_client_id", "app_client_secret"], field =>
            Assert.Contains($"id=\"{field}-error\"", empty.Text, StringComparison.Ordinal));
        Assert.Contains("This name is taken", named.Read(), StringComparison.Ordinal);
        Assert.Contains("already has this client ID", known.Read(), StringComparison.Ordinal);
        Assert.All([empty, spaced, named, known], answer => Assert.DoesNotContain("canary", answer.Text, StringComparison.Ordinal));
        Assert.Single((await world.GetAsync("/api/v1/zoom-apps")).GetProperty("items").EnumerateArray());

        Task<Answer> SendAppAsync(string name, string id, string secret) => browser.SendAsync(
            "/connect", "/connect/app", ("app_name", name), ("app_client_id", id), ("app_client_secret", secret));
    }

    [Theory]
    [Engines]
    public async Task An_owner_connects_a_whole_account_and_comes_to_its_page(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        using var browser = await PageVisitors.OwnerAsync(server);

        var made = await AccountAsync(browser, "canary-account", "canary-client", "canary-secret");
        var page = await browser.OpenAsync(made.Headers["Location"]);
        var again = await AccountAsync(browser, "canary-account", "canary-client", "other-secret");

        Assert.Equal(303, made.Code);
        Assert.Matches("^/connections/[0-9]+\\?said=made$", made.Headers["Location"]);
        Assert.Contains("Not tried yet", page.Read(), StringComparison.Ordinal);
        Assert.Contains("It has not been used yet", page.Read(), StringComparison.Ordinal);
        Assert.DoesNotContain("canary-secret", page.Text, StringComparison.Ordinal);
        Assert.Equal(409, again.Code);
        Assert.Contains("already connected through this app", again.Read(), StringComparison.Ordinal);
        Assert.DoesNotContain("other-secret", again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_with_an_account_is_said_beside_its_field_and_no_secret_comes_back()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        using var browser = await PageVisitors.OwnerAsync(server);

        var answer = await AccountAsync(browser, "abc", "", "canary");

        Assert.Equal(422, answer.Code);
        Assert.All((string[])["account_id", "client_id", "client_secret"], field =>
            Assert.Contains($"id=\"{field}-error\"", answer.Text, StringComparison.Ordinal));
        Assert.DoesNotContain("id=\"name-error\"", answer.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"abc\"", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", answer.Text, StringComparison.Ordinal);
        Assert.Empty(await server.Database.QueryAsync<long>("SELECT id FROM zoom_connections", null, CancellationToken.None));
    }

    [Theory]
    [InlineData(nameof(Role.Viewer), 403, 403, 403)]
    [InlineData(nameof(Role.Editor), 200, 200, 403)]
    public async Task A_role_connects_what_the_API_lets_it(string role, int page, int begin, int secrets)
    {
        await using var world = await PersonWorld.StartAsync(TestEngine.Sqlite);
        using var browser = await PageVisitors.PersonAsync(world.Server, Enum.Parse<Role>(role));
        var form = Browser.Hidden((await browser.OpenAsync("/")).Text, "/sign-out");

        var shown = await browser.OpenAsync("/connect");

        Assert.Equal(page, shown.Code);
        Assert.Equal(page is 403, shown.Read().Contains("Your role does not allow this", StringComparison.Ordinal));
        Assert.DoesNotContain("client_secret", shown.Text, StringComparison.Ordinal);
        Assert.Equal(begin, (await browser.PostAsync("/connect", form)).Code);
        Assert.Equal(secrets, (await browser.PostAsync("/connect/app", form)).Code);
        Assert.Equal(secrets, (await browser.PostAsync("/connect/account", form)).Code);
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_signs_in_first()
    {
        await using var world = await PersonWorld.StartAsync(TestEngine.Sqlite);
        using var browser = new Browser(world.Server.Address);

        Assert.Equal("/sign-in?return=%2Fconnect", (await browser.OpenAsync("/connect")).Headers["Location"]);
        Assert.Equal("/sign-in?return=%2Fconnections%2F1", (await browser.OpenAsync("/connections/1")).Headers["Location"]);
    }

    [Fact]
    public async Task Only_a_page_with_a_script_allows_one_and_only_that()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        using var browser = await PageVisitors.OwnerAsync(server);

        var first = await browser.OpenAsync("/connect");
        var second = await browser.OpenAsync("/connect");

        var nonces = new[] { first, second }.Select(page => page.Headers["Content-Security-Policy"].Split("script-src ")[1]).ToList();
        Assert.All(nonces, nonce => Assert.Matches("^'nonce-[A-Za-z0-9+/]{22}=='$", nonce));
        Assert.NotEqual(nonces[0], nonces[1], StringComparer.Ordinal);
        Assert.DoesNotContain("script-src", (await browser.OpenAsync("/")).Headers["Content-Security-Policy"], StringComparison.Ordinal);
    }

    private static Task<Answer> AccountAsync(Browser browser, string account, string client, string secret) => browser.SendAsync(
        "/connect", "/connect/account", ("account_id", account), ("client_id", client), ("client_secret", secret));
}
