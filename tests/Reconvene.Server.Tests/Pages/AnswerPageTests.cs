using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections.Consent;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Pages;

public sealed class AnswerPageTests
{
    private const long Chat = -1001234567890;

    [Theory]
    [Engines]
    public async Task Who_follows_a_forwarded_link_reads_where_it_leads_and_until_a_yes_nothing_is_connected(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        using var victim = new Browser(world.Server.Address);
        var tenant = await world.Server.Database.FindAsync<string>("SELECT name FROM tenants WHERE id = 1", null, CancellationToken.None);

        var led = await FollowAsync(world, victim);
        var page = await victim.OpenAsync("/connect/confirm");
        var again = await victim.OpenAsync("/connect/confirm");
        await world.DrainAsync();

        Assert.Equal("/connect/confirm", led.Headers["Location"]);
        Assert.All([page, again], shown =>
        {
            Assert.Equal(200, shown.Code);
            Assert.Contains(tenant!, shown.Read(), StringComparison.Ordinal);
            Assert.Contains($"Telegram chat {Chat}", shown.Read(), StringComparison.Ordinal);
            Assert.Contains(PersonWorld.Maria, shown.Read(), StringComparison.Ordinal);
        });
        Assert.Empty(await CredentialsAsync(world));
        Assert.Equal(0, world.Revoked);
    }

    [Theory]
    [Engines]
    public async Task No_gives_the_grant_back_and_cannot_be_taken_back(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        using var victim = new Browser(world.Server.Address);
        await FollowAsync(world, victim);
        var form = Browser.Hidden((await victim.OpenAsync("/connect/confirm")).Text, "/connect/confirm");
        var cookie = victim.Cookies.GetCookies(world.Server.Address)["reconvene-consent"]!.Value;

        var no = await victim.PostAsync("/connect/confirm", [.. form, ("answer", "no")]);
        await world.DrainAsync();
        victim.Cookies.Add(world.Server.Address, new System.Net.Cookie("reconvene-consent", cookie, "/"));
        var yes = await victim.PostAsync("/connect/confirm", [.. form, ("answer", "yes")]);

        Assert.Equal((303, "/connect/declined"), (no.Code, no.Headers["Location"]));
        Assert.Contains("reconvene-consent=;", no.Headers["Set-Cookie"], StringComparison.Ordinal);
        Assert.Equal(1, world.Revoked);
        Assert.True(Assert.Single(world.Control.OAuth.Grants).IsEnded);
        Assert.Equal("/connect/failed?reason=invalid_state", yes.Headers["Location"]);
        Assert.Empty(await CredentialsAsync(world));
    }

    [Theory]
    [Engines]
    public async Task Yes_connects_once_and_tells_who_is_not_signed_in_nothing_more(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        using var person = new Browser(world.Server.Address);
        await FollowAsync(world, person);

        var unclear = await person.SendAsync("/connect/confirm", "/connect/confirm", ("answer", "perhaps"));
        Assert.Empty(await CredentialsAsync(world));
        var yes = await person.SendAsync("/connect/confirm", "/connect/confirm", ("answer", "yes"));
        var said = await person.OpenAsync(yes.Headers["Location"]);

        Assert.Equal(200, unclear.Code);
        Assert.Equal((303, "/connect/connected"), (yes.Code, yes.Headers["Location"]));
        Assert.Equal(PersonWorld.Maria, Assert.Single(await CredentialsAsync(world)));
        Assert.Contains("You may close this window", said.Read(), StringComparison.Ordinal);
        Assert.DoesNotContain(PersonWorld.Maria, said.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/connections/", said.Text, StringComparison.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task A_person_who_is_signed_in_elsewhere_is_not_led_to_a_strangers_connection(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        using var other = await PageVisitors.PersonAsync(world.Server, Role.Owner, tenant: 2);
        await FollowAsync(world, other);

        var yes = await other.SendAsync("/connect/confirm", "/connect/confirm", ("answer", "yes"));
        var said = await other.OpenAsync(yes.Headers["Location"]);

        Assert.Equal(200, said.Code);
        Assert.Contains("Zoom is connected", said.Read(), StringComparison.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task A_question_that_lapsed_or_was_never_asked_is_a_calm_page_that_tells_nothing(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await PersonWorld.StartAsync(engine, clock);
        using var late = new Browser(world.Server.Address);
        using var stranger = new Browser(world.Server.Address);
        await FollowAsync(world, late);
        var form = Browser.Hidden((await late.OpenAsync("/connect/confirm")).Text, "/connect/confirm");
        clock.Advance(TimeSpan.FromMinutes(10));

        var lapsed = await late.OpenAsync("/connect/confirm");
        var never = await stranger.OpenAsync("/connect/confirm");
        var answered = await late.PostAsync("/connect/confirm", [.. form, ("answer", "yes")]);

        Assert.All([lapsed, never], page =>
        {
            Assert.Equal(410, page.Code);
            Assert.Contains("There is nothing to answer", page.Read(), StringComparison.Ordinal);
            Assert.DoesNotContain(PersonWorld.Maria, page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("<form class=\"actions\"", page.Text, StringComparison.Ordinal);
        });
        Assert.Equal("/connect/failed?reason=invalid_state", answered.Headers["Location"]);
        Assert.Empty(await CredentialsAsync(world));
    }

    [Theory]
    [InlineData("invalid_state", "used already")]
    [InlineData("other_browser", "another browser")]
    [InlineData("other_zoom_user", "another user")]
    [InlineData("zoom_unavailable", "does not answer now")]
    [InlineData("zoom_refused", "did not accept")]
    [InlineData("canary", "Something on the way")]
    [InlineData("<script>canary</script>", "Something on the way")]
    [InlineData("other", "Something on the way")]
    [InlineData("", "Something on the way")]
    public async Task Why_it_failed_is_said_by_a_code_that_we_know_and_never_repeated(string reason, string words)
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        using var browser = new Browser(server.Address);

        var page = await browser.OpenAsync($"/connect/failed?reason={Uri.EscapeDataString(reason)}");

        Assert.Equal(200, page.Code);
        Assert.Contains(words, page.Read(), StringComparison.Ordinal);

        // The form of the language keeps the page's own address, in an attribute and escaped.
        var content = page.Text.Split("<footer")[0];
        Assert.DoesNotContain("canary", content, StringComparison.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task A_configured_place_is_led_to_by_a_page_and_no_other_place_at_all(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(
            engine, settings: new(StringComparer.Ordinal) { ["Http:CorsOrigins"] = "https://app.example.org" });
        foreach (var (wanted, location) in ((string, string?)[])
        [
            ("https://app.example.org/done", null),
            ("/recordings", "/recordings?zoom=declined"),
            ("//evil.example", "/connect/declined"),
            ("/\\evil.example", "/connect/declined"),
            ("/%2fevil.example", "/connect/declined"),
            ("https:evil.example", "/connect/declined"),
            ("https://app.example.org.evil.example/", "/connect/declined"),
            ("javascript:alert(1)", "/connect/declined"),
            ("/x\r\nSet-Cookie: a=b", "/connect/declined"),
        ])
        {
            using var browser = new Browser(world.Server.Address);
            var page = await world.BeginAsync("/api/v1/oauth/zoom/authorize?redirect=" + Uri.EscapeDataString(wanted));
            await browser.OpenAsync((await world.ConsentAsync(page)).ToString());

            var no = await browser.SendAsync("/connect/confirm", "/connect/confirm", ("answer", "no"), ("return", "//evil.example"));

            Assert.Equal(location, no.Headers.GetValueOrDefault("Location"));
            Assert.DoesNotContain("evil", no.Text, StringComparison.Ordinal);
            if (location is null)
            {
                Assert.Equal("https://app.example.org/done?zoom=declined", no.Onward().ToString());
            }
        }
    }

    private static async Task<Answer> FollowAsync(PersonWorld world, Browser browser)
    {
        var code = await world.Server.Services.GetRequiredService<ChatCodes>()
            .IssueAsync(TenantId.First, new Reconvene.Server.Connections.Consent.Chat(Chat, 77), CancellationToken.None);
        var page = await world.BeginAsync(
            $"/zoom/connect?telegram_chat_id={Chat}&telegram_user_id=77&code={code}", world.Server.Anonymous);
        return await browser.OpenAsync((await world.ConsentAsync(page)).ToString());
    }

    private static async Task<IReadOnlyList<string>> CredentialsAsync(PersonWorld world) =>
        [.. (await world.GetAsync("/api/v1/credentials")).GetProperty("items").EnumerateArray()
            .Select(one => one.GetProperty("account_name").GetString()!)];
}
