using System.Net;
using Reconvene.Server.Accounts;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Pages;

public sealed class HomePageTests
{
    [Theory]
    [Engines]
    public async Task Home_lists_each_connection_with_its_sources_and_what_was_gathered(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        using var browser = new Browser(world.Server.Address);
        await browser.SignInAsync(world.Server);

        var before = await browser.OpenAsync("/");
        await world.SyncAsync();
        var after = await browser.OpenAsync("/");
        var gathered = await browser.OpenAsync($"/recordings?connection={world.Credential}");

        Assert.Contains("my_zoom_account", before.Text, StringComparison.Ordinal);
        Assert.Contains("My Zoom Recordings", before.Text, StringComparison.Ordinal);
        Assert.Contains("Never synced", before.Text, StringComparison.Ordinal);
        Assert.Contains(">0 recordings</a>", before.Text, StringComparison.Ordinal);
        var recordings = await world.RecordingsAsync();
        Assert.Contains($">{recordings.Count} recordings</a>", after.Text, StringComparison.Ordinal);
        Assert.Contains($"{recordings.Count(one => one.GetProperty("state").GetString() is "ready")} ready", after.Text, StringComparison.Ordinal);
        Assert.Contains("Last synced", after.Text, StringComparison.Ordinal);
        Assert.All(recordings, recording => Assert.Contains(
            recording.GetProperty("topic").GetString()!, WebUtility.HtmlDecode(gathered.Text), StringComparison.Ordinal));
    }

    [Theory]
    [Engines]
    public async Task The_button_starts_a_sync_and_the_page_says_so(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        using var browser = new Browser(world.Server.Address);
        await browser.SignInAsync(world.Server);

        var sent = await browser.SendAsync("/", $"/sources/{world.Source}/sync");
        var page = await browser.OpenAsync(sent.Headers["Location"]);
        await world.DrainAsync();

        Assert.Equal((303, $"/?synced={world.Source}"), (sent.Code, sent.Headers["Location"]));
        Assert.Contains("was started", page.Text, StringComparison.Ordinal);
        Assert.NotEmpty(await world.RecordingsAsync());
    }

    [Theory]
    [InlineData(nameof(Role.Viewer), 403)]
    [InlineData(nameof(Role.Editor), 303)]
    public async Task A_role_sees_and_does_what_the_API_lets_it(string role, int code)
    {
        await using var world = await World.StartAsync(TestEngine.Sqlite);
        using var browser = await PageVisitors.PersonAsync(world.Server, Enum.Parse<Role>(role), tenant: 1);

        var home = await browser.OpenAsync("/");
        var form = Browser.Hidden(home.Text, "/sign-out");
        var sync = await browser.PostAsync($"/sources/{world.Source}/sync", form);

        Assert.Equal(code is 303, home.Text.Contains("/sync\"", StringComparison.Ordinal));
        Assert.Equal(code is 303, home.Text.Contains("href=\"/connect\"", StringComparison.Ordinal));
        Assert.Equal(code, sync.Code);
    }

    [Theory]
    [Engines]
    public async Task Another_tenant_sees_nothing_of_it_and_starts_nothing(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        await world.SyncAsync();
        using var browser = await PageVisitors.PersonAsync(world.Server, Role.Owner, tenant: 2);

        var home = await browser.OpenAsync("/");
        var sync = await browser.PostAsync($"/sources/{world.Source}/sync", Browser.Hidden(home.Text, "/sign-out"));
        var none = await browser.PostAsync("/sources/987654/sync", Browser.Hidden(home.Text, "/sign-out"));
        var recordings = await browser.OpenAsync("/recordings");
        var theirs = await browser.OpenAsync($"/recordings?connection={world.Credential}");

        Assert.Contains("No Zoom account is connected yet", home.Text, StringComparison.Ordinal);
        Assert.Equal((404, 404), (sync.Code, none.Code));
        Assert.Contains("Nothing gathered yet", recordings.Text, StringComparison.Ordinal);
        Assert.Equal(404, theirs.Code);
    }

    [Fact]
    public async Task A_connection_that_Zoom_refuses_says_so_and_why()
    {
        await using var world = await World.StartAsync(TestEngine.Sqlite);
        using var browser = new Browser(world.Server.Address);
        await browser.SignInAsync(world.Server);
        await using (var work = await world.Server.Database.BeginAsync(CancellationToken.None))
        {
            await work.ExecuteAsync(
                "UPDATE zoom_connections SET needs_reauth = TRUE, reason = 'The secret was changed <b>.' WHERE tenant_id = 1",
                null,
                CancellationToken.None);
            await work.CommitAsync(CancellationToken.None);
        }

        var home = await browser.OpenAsync("/");

        Assert.Contains("Needs reconnecting", home.Text, StringComparison.Ordinal);
        Assert.Contains("The secret was changed &lt;b&gt;.", home.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_does_not_exist_is_a_page_that_says_so()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        using var browser = new Browser(server.Address);
        await browser.SignInAsync(server);

        foreach (var path in new[] { "/recordings?cursor=none", "/recordings?connection=987654", "/recordings?connection=x" })
        {
            var answer = await browser.OpenAsync(path);
            Assert.True(answer.Code is 404 or 422, $"{path} was answered with {answer.Code}.");
            Assert.StartsWith("text/html", answer.Headers["Content-Type"], StringComparison.Ordinal);
        }
    }
}
