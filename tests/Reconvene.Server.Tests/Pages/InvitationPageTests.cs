using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Pages;

public sealed class InvitationPageTests
{
    private const string Password = "canary-password-of-eve";

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

    private static async Task<string> InviteAsync(ServerUnderTest server, string email)
    {
        using var answer = await (await server.OwnerAsync()).PostAsJsonAsync("/api/v1/invitations", new { email, role = "editor" });
        answer.EnsureSuccessStatusCode();
        return new Uri((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("link").GetString()!).AbsolutePath;
    }

    private static (string Name, string Value)[] Filled(string page, string password) =>
        [.. Browser.Hidden(page, "/invitations"), ("name", "Eve"), ("password", password)];
}
