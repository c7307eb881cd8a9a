using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Reconvene.Server.Jobs;
using Reconvene.Simulator;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Browser.Tests;

public sealed class ConnectingTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Zoom stands on another site than the server, as the real one does: cookies and policies hold as they would there.</summary>
    [ChromiumFact]
    public async Task From_the_first_start_a_person_connects_Zoom_gathers_recordings_and_disconnects()
    {
        await using var zoom = await ZoomSimulator.StartAsync(new SimulatorOptions(), CancellationToken.None);
        var elsewhere = new UriBuilder(zoom.Address) { Host = "localhost" }.Uri;
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite, settings: new(StringComparer.Ordinal)
        {
            ["Zoom:ApiBaseUrl"] = new Uri(elsewhere, "/v2").ToString(),
            ["Zoom:OAuthUrl"] = new Uri(elsewhere, "/oauth").ToString(),
            ["Zoom:DownloadHosts:0"] = zoom.Address.GetLeftPart(UriPartial.Authority),
            ["Recordings:DiskReserveBytes"] = "0",
        });
        var app = zoom.Control.OAuth.UserApp;
        await using var chromium = await Chromium.StartAsync();
        var page = await chromium.OpenAsync(server.Address, new() { Permissions = ["clipboard-read", "clipboard-write"] });

        await SetUpAsync(page, server);
        await page.GetByRole(AriaRole.Link, new() { Name = "Connect Zoom" }).ClickAsync();
        await ShootAsync(page, "/connect-first", "en", 1280);
        zoom.Control.OAuth.ChangeApp(app.ClientId, new AppChange { RedirectUris = [await CopyAsync(page, "Redirect address")] });
        await page.GetByLabel("Name of the app here").FillAsync("zoom-users");
        await page.Locator("#app_client_id").FillAsync(app.ClientId);
        await page.Locator("#app_client_secret").FillAsync(app.ClientSecret);
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep this Zoom app" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Connect my Zoom account" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Allow" })).ToBeVisibleAsync();
        await page.GetByLabel("Continue as").SelectOptionAsync(PersonWorld.Priya);
        await page.GetByRole(AriaRole.Button, new() { Name = "Allow" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = PersonWorld.Priya })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Connected", new() { Exact = true })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Take all my cloud recordings" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sync “All my cloud recordings” now" }).ClickAsync();
        await Assertions.Expect(page.GetByText("was started")).ToBeVisibleAsync();
        await server.Services.GetRequiredService<JobDrain>().DrainAsync(Patience, CancellationToken.None);

        await page.ReloadAsync();
        await page.Locator("a[href^='/recordings?connection=']").ClickAsync();
        var recordings = await page.Locator(".rows > li").CountAsync();
        Assert.True(recordings > 0);
        await page.GoBackAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Disconnect" }).ClickAsync();
        await Assertions.Expect(page.GetByText($"{recordings} recording")).ToBeVisibleAsync();
        await page.GetByLabel("Yes, remove all of this").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Disconnect and remove" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The connection is removed")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("No Zoom account is connected yet")).ToBeVisibleAsync();
        await server.Services.GetRequiredService<JobDrain>().DrainAsync(Patience, CancellationToken.None);

        Assert.True(Assert.Single(zoom.Control.OAuth.Grants).IsEnded);
        Assert.Empty(chromium.Complaints);
    }

    [ChromiumFact]
    public async Task A_forwarded_link_is_answered_with_the_keyboard_alone()
    {
        await using var world = await PersonWorld.StartAsync(TestEngine.Sqlite);
        await using var chromium = await Chromium.StartAsync();
        var page = await chromium.OpenAsync(world.Server.Address);

        await page.GotoAsync((await world.BeginAsync()).ToString());
        await page.GetByLabel("Continue as").SelectOptionAsync(PersonWorld.Maria);
        await page.GetByRole(AriaRole.Button, new() { Name = "Allow" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Connect this Zoom account?" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText(PersonWorld.Maria)).ToBeVisibleAsync();
        for (var presses = 0; presses < 10 && !await IsFocusedAsync(page, "Yes, connect"); presses++)
        {
            await page.Keyboard.PressAsync("Tab");
        }

        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Zoom is connected" })).ToBeVisibleAsync();
        Assert.Single((await world.GetAsync("/api/v1/credentials")).GetProperty("items").EnumerateArray());
        Assert.Empty(chromium.Complaints);
    }

    [ChromiumFact]
    public async Task Hostile_names_run_no_script_on_any_page_and_break_no_policy()
    {
        await using var world = await PersonWorld.StartAsync(TestEngine.Sqlite);
        var id = await world.ConnectAsync(PersonWorld.Priya);
        await world.SyncAsync(await world.SourceAsync(id));
        await using var chromium = await Chromium.StartAsync();
        var page = await chromium.OpenAsync(world.Server.Address);
        await Visitor.SignInAsync(page);
        await page.GotoAsync((await world.ConsentAsync(await world.BeginAsync())).ToString());
        await HostileText.PutAsync(world.Server, id);

        foreach (var path in HostileText.PagesOf(id))
        {
            var answer = await page.GotoAsync(path);

            await ShootAsync(page, path, "hostile", 1280);
            Assert.Equal(200, answer!.Status);
            Assert.Null(await page.EvaluateAsync<string?>("document.documentElement.dataset.ran ?? null"));
            Assert.Equal(0, await page.Locator("img, svg, a[href^='javascript'], main script:not([nonce])").CountAsync());
        }

        Assert.Empty(chromium.Complaints);
    }

    [ChromiumFact]
    public async Task The_pages_of_a_connection_fit_a_phone_and_every_control_has_a_name()
    {
        await using var world = await PersonWorld.StartAsync(TestEngine.Sqlite);
        var id = await world.ConnectAsync(PersonWorld.Priya);
        await world.SourceAsync(id);
        await using var chromium = await Chromium.StartAsync();
        foreach (var (scheme, width, height, language) in ((ColorScheme, int, int, string)[])
        [
            (ColorScheme.Light, 1280, 900, "en"), (ColorScheme.Dark, 1280, 900, "ru"),
            (ColorScheme.Dark, 320, 640, "en"), (ColorScheme.Light, 320, 640, "ru"),
        ])
        {
            var page = await chromium.OpenAsync(
                world.Server.Address, new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = height } });
            await Visitor.SignInAsync(page);
            await page.Locator($"button[name=language][value={language}]").ClickAsync();
            await page.GotoAsync((await world.ConsentAsync(await world.BeginAsync())).ToString());
            foreach (var path in (string[])[.. HostileText.PagesOf(id), "/connect/connected", "/connect/declined", "/connect/failed?reason=other_browser"])
            {
                await page.GotoAsync(path);
                await page.EvaluateAsync("document.querySelectorAll('details').forEach(one => one.open = true)");
                await ShootAsync(page, path, language, width);

                Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, $"{path} is wider than {width}.");
                Assert.Equal(language, await page.EvaluateAsync<string>("document.documentElement.lang"));
                Assert.Equal(0, await page.EvaluateAsync<int>(Nameless));
            }
        }

        Assert.Empty(chromium.Complaints);
    }

    private const string Nameless = """
        [...document.querySelectorAll('input:not([type=hidden]), select, textarea, button, a')]
            .filter(one => !(one.labels?.length || one.getAttribute('aria-label') || one.textContent.trim())).length
        """;

    private static Task ShootAsync(IPage page, string path, string language, int width) =>
        Visitor.ShootAsync(page, $"{path.Split('?')[0].Trim('/').Replace('/', '-')}-{language}-{width}");

    private static async Task SetUpAsync(IPage page, ServerUnderTest server)
    {
        await page.GotoAsync("/");
        await page.GetByLabel("Setup code").FillAsync(server.SetupCode);
        await page.GetByLabel("E-mail address").FillAsync("ada@example.org");
        await page.GetByLabel("Password").FillAsync("a good password of ada");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the owner" }).ClickAsync();
    }

    /// <summary>Presses the button beside a field, and reads what was copied.</summary>
    private static async Task<string> CopyAsync(IPage page, string label)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = $"Copy: {label}" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Copied")).ToBeVisibleAsync();
        return await page.EvaluateAsync<string>("navigator.clipboard.readText()");
    }

    private static Task<bool> IsFocusedAsync(IPage page, string text) =>
        page.EvaluateAsync<bool>("text => document.activeElement.textContent === text", text);
}
