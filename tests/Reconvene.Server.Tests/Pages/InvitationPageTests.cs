using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Pages;

public sealed class InvitationPageTests
{
    internal const string Password = "canary-password-of-eve";

    [Theory]
    [Engines]
    public async Task Whoever_follows_the_link_of_an_invitation_joins_with_a_password_and_is_signed_in(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var path = await InviteAsync(server, "eve@example.org");
        using var browser = new Browser(server.Address);

        var shown = await browser.OpenAsync(path);
        var sent = await browser.PostAsync("/invitations", Filled(shown.Text, Password));
        var home = await browser.OpenAsync("/");

        Assert.Equal(200, shown.Code);
        Assert.Contains("eve@example.org", shown.Text, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.SeeOther, "/"), (sent.Status, sent.Headers["Location"]));
        Assert.Equal(200, home.Code);
        using var late = new Browser(server.Address);
        Assert.Equal(404, (await late.OpenAsync(path)).Code);
    }

    [Theory]
    [Engines]
    public async Task The_language_of_the_page_becomes_that_of_who_joins(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var path = await InviteAsync(server, "eve@example.org");
        using var browser = new Browser(server.Address, "ru");

        await browser.PostAsync("/invitations", Filled((await browser.OpenAsync(path)).Text, Password));

        Assert.Equal("ru", await server.LocaleAsync("eve@example.org", Password));
    }

    [Theory]
    [Engines]
    public async Task A_weak_password_is_said_beside_its_field_and_the_invitation_stays_open(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var path = await InviteAsync(server, "eve@example.org");
        using var browser = new Browser(server.Address);
        var shown = await browser.OpenAsync(path);

        var weak = await browser.PostAsync("/invitations", Filled(shown.Text, "short"));

        Assert.Equal(422, weak.Code);
        Assert.Contains("aria-describedby", weak.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"short\"", weak.Text, StringComparison.Ordinal);
        Assert.Equal(200, (await browser.OpenAsync(path)).Code);
    }

    [Theory]
    [Engines]
    public async Task A_language_chosen_after_a_refusal_leads_back_to_the_invitation(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var path = await InviteAsync(server, "eve@example.org");
        using var browser = new Browser(server.Address);
        var weak = await browser.PostAsync("/invitations", Filled((await browser.OpenAsync(path)).Text, "short"));

        var chosen = await browser.PostAsync("/language", [.. Browser.Hidden(weak.Text, "/language"), ("language", "ru")]);
        var page = await browser.OpenAsync(chosen.Headers["Location"]);

        Assert.Equal((422, 303, path), (weak.Code, chosen.Code, chosen.Headers["Location"]));
        Assert.Equal(200, page.Code);
        Assert.Contains("<html lang=\"ru\">", page.Text, StringComparison.Ordinal);
        Assert.Contains(("code", path.Split('/')[^1]), Browser.Hidden(page.Text, "/invitations"));
    }

    [Theory]
    [InlineData("rci_never", "/invitations/rci_never")]
    [InlineData("a/b?c", "/invitations/a%2Fb%3Fc")]
    [InlineData("", "/sign-in")]
    public async Task A_language_chosen_where_nothing_is_open_leads_to_a_page_that_there_is(string code, string back)
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite, new TestClock());
        await server.OwnerAsync();
        using var browser = new Browser(server.Address);
        var token = Browser.Hidden((await browser.OpenAsync("/sign-in")).Text, "/sign-in");

        Answer refused;
        var codes = new HashSet<int>();
        do
        {
            refused = await browser.PostAsync("/invitations", [.. token, ("code", code), ("password", Password)]);
            codes.Add(refused.Code);
            Assert.Contains(("return", back), Browser.Hidden(refused.Text, "/language"));
        }
        while (refused.Code is 404);

        Assert.Equal([404, 429], codes);
    }

    [Theory]
    [Engines]
    public async Task Codes_that_were_never_given_out_are_slowed_down(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine, new TestClock());
        await server.OwnerAsync();
        using var browser = new Browser(server.Address);

        var codes = new List<int>();
        for (var number = 0; number < 30; number++)
        {
            codes.Add((await browser.OpenAsync($"/invitations/rci_never{number}")).Code);
        }

        Assert.Equal(404, codes[0]);
        Assert.Equal(429, codes[^1]);
    }

    [Theory]
    [Engines]
    public async Task A_form_from_elsewhere_joins_nobody(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var path = await InviteAsync(server, "eve@example.org");
        using var content = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["code"] = path.Split('/')[^1],
            ["password"] = Password,
        });

        using var answer = await server.Anonymous.PostAsync(new Uri("/invitations", UriKind.Relative), content);

        Assert.True((int)answer.StatusCode is 400 or 403, $"{answer.StatusCode}");
        using var browser = new Browser(server.Address);
        Assert.Equal(200, (await browser.OpenAsync(path)).Code);
    }

    internal static async Task<string> InviteAsync(ServerUnderTest server, string email)
    {
        using var answer = await (await server.OwnerAsync()).PostAsJsonAsync("/api/v1/invitations", new { email, role = "editor" });
        answer.EnsureSuccessStatusCode();
        return new Uri((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("link").GetString()!).AbsolutePath;
    }

    internal static (string Name, string Value)[] Filled(string page, string password) =>
        [.. Browser.Hidden(page, "/invitations"), ("name", "Eve"), ("password", password)];
}
