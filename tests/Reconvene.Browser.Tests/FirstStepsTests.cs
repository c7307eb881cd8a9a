using Microsoft.Playwright;
using Reconvene.Testing;

namespace Reconvene.Browser.Tests;

public sealed class FirstStepsTests
{
    private const string Password = "a good password of ada";

    [ChromiumFact]
    public async Task From_the_first_start_one_gets_to_the_home_page_and_back_to_it_after_signing_out()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        await using var chromium = await Chromium.StartAsync();
        var page = await chromium.OpenAsync(server.Address);

        await page.GotoAsync("/");
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(server.Address, "/setup").ToString());
        await page.GetByLabel("Setup code").FillAsync(server.SetupCode);
        await page.GetByLabel("Your name").FillAsync("Ada Lovelace");
        await page.GetByLabel("E-mail address").FillAsync("ada@example.org");
        await page.GetByLabel("Password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the owner" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Connections" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Ada Lovelace")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(server.Address, "/sign-in").ToString());
        await page.GotoAsync("/recordings");
        await page.GetByLabel("E-mail address").FillAsync("ada@example.org");
        await page.GetByLabel("Password").FillAsync(Password);
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page).ToHaveURLAsync(new Uri(server.Address, "/recordings").ToString());
        await Assertions.Expect(page.GetByText("Nothing gathered yet")).ToBeVisibleAsync();
        Assert.Empty(chromium.Complaints);
    }

    [ChromiumFact]
    public async Task A_mistake_is_said_beside_its_field_and_read_with_it()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        await using var chromium = await Chromium.StartAsync();
        var page = await chromium.OpenAsync(server.Address);

        await page.GotoAsync("/setup");
        await page.GetByLabel("Setup code").FillAsync(server.SetupCode);
        await page.GetByLabel("E-mail address").FillAsync("ada@example.org");
        await page.GetByLabel("Password").FillAsync("short");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the owner" }).ClickAsync();

        await Assertions.Expect(page.GetByLabel("Password")).ToHaveAccessibleDescriptionAsync(
            "The password must have 10 to 200 characters. 10 to 200 characters.");
        await Assertions.Expect(page.GetByLabel("Password")).ToHaveValueAsync("");
        await Assertions.Expect(page.GetByLabel("E-mail address")).ToHaveValueAsync("ada@example.org");
    }

    [ChromiumFact]
    public async Task Another_language_is_one_click_away()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        await server.OwnerTokenAsync();
        await using var chromium = await Chromium.StartAsync();
        var page = await chromium.OpenAsync(server.Address);

        await page.GotoAsync("/sign-in?return=%2Frecordings");
        await page.GetByRole(AriaRole.Button, new() { Name = "Русский" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Вход" })).ToBeVisibleAsync();
        await page.GetByLabel("Адрес электронной почты").FillAsync(ServerUnderTest.OwnerEmail);
        await page.GetByLabel("Пароль").FillAsync(ServerUnderTest.OwnerPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Войти" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Записи" })).ToBeVisibleAsync();
        Assert.Empty(chromium.Complaints);
    }

    [ChromiumFact]
    public async Task The_pages_follow_the_light_and_the_dark_and_fit_a_phone()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        await using var chromium = await Chromium.StartAsync();
        var light = await chromium.OpenAsync(server.Address, new() { ColorScheme = ColorScheme.Light });
        var dark = await chromium.OpenAsync(
            server.Address, new() { ColorScheme = ColorScheme.Dark, ViewportSize = new() { Width = 320, Height = 640 } });

        await light.GotoAsync("/setup");
        await dark.GotoAsync("/setup");

        Assert.Equal("rgb(246, 245, 242)", await BackgroundAsync(light));
        Assert.Equal("rgb(19, 21, 25)", await BackgroundAsync(dark));
        Assert.Equal(320, await dark.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    private static Task<string> BackgroundAsync(IPage page) =>
        page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
}
