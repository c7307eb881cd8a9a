using Microsoft.Playwright;
using Reconvene.Testing;

namespace Reconvene.Browser.Tests;

/// <summary>What tests do before they come to what they are about.</summary>
internal static class Visitor
{
    public static async Task SignInAsync(IPage page)
    {
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("E-mail address").FillAsync(ServerUnderTest.OwnerEmail);
        await page.GetByLabel("Password").FillAsync(ServerUnderTest.OwnerPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Connections" })).ToBeVisibleAsync();
    }

    /// <summary>Keeps what a page looks like, when a folder for it is named.</summary>
    public static async Task ShootAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("RECONVENE_TEST_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
        }
    }
}
