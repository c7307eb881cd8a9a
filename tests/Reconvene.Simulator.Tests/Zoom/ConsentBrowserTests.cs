using Microsoft.AspNetCore.WebUtilities;
using Reconvene.Simulator.Control;
using Reconvene.Simulator.Tests.Kit;

namespace Reconvene.Simulator.Tests.Zoom;

public class ConsentBrowserTests
{
    private const int Tab = 9;
    private const int Enter = 13;
    private const int Down = 40;

    [ChromiumFact]
    public async Task A_person_allows_with_the_keyboard_alone_and_without_script()
    {
        await using var sim = await Sim.StartAsync();
        await using var browser = await Browser.StartAsync(sim.Cancellation);
        var (client, page, back) = Scene(sim);
        await browser.WithoutScriptAsync();
        await browser.OpenAsync(page);

        await browser.PressAsync("Tab", Tab);
        await browser.PressAsync("ArrowDown", Down);
        await browser.PressAsync("Tab", Tab);
        await browser.PressAsync("Enter", Enter, "\r");

        var arrived = await sim.Control.WaitForRequestAsync(request => request.Path == "/back", sim.Cancellation);
        using var redeemed = await client.RedeemAsync(QueryHelpers.ParseQuery(arrived.Query)["code"].ToString(), back);
        Assert.True(redeemed.IsSuccessStatusCode);
        Assert.Equal(Client.Anna, Assert.Single(sim.Control.OAuth.Grants).UserEmail);
    }

    [ChromiumFact]
    public async Task A_person_declines_with_the_keyboard()
    {
        await using var sim = await Sim.StartAsync();
        await using var browser = await Browser.StartAsync(sim.Cancellation);
        await browser.OpenAsync(Scene(sim).Page);

        await browser.PressAsync("Tab", Tab);
        await browser.PressAsync("Tab", Tab);
        await browser.PressAsync("Tab", Tab);
        await browser.PressAsync("Enter", Enter, "\r");

        var arrived = await sim.Control.WaitForRequestAsync(request => request.Path == "/back", sim.Cancellation);
        Assert.StartsWith("?error=access_denied&state=", arrived.Query, StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task The_page_is_light_or_dark_as_is_wished_and_fits_a_narrow_screen()
    {
        await using var sim = await Sim.StartAsync();
        await using var browser = await Browser.StartAsync(sim.Cancellation);
        const string Ground = "getComputedStyle(document.body).backgroundColor";
        await browser.ResizeAsync(320, 640);
        await browser.OpenAsync(Scene(sim).Page);

        await browser.PreferAsync("light");
        var light = await browser.EvaluateAsync(Ground);
        await browser.PreferAsync("dark");
        var dark = await browser.EvaluateAsync(Ground);

        Assert.Equal("rgb(240, 243, 246)", light);
        Assert.Equal("rgb(15, 19, 24)", dark);
        Assert.Equal("0", await browser.EvaluateAsync("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
    }

    /// <summary>The app comes back to the simulator's own address: nobody answers there, but the log has it.</summary>
    private static (Client Client, Uri Page, string Back) Scene(Sim sim)
    {
        var back = new Uri(sim.Simulator.Address, "/back").ToString();
        var app = sim.Control.OAuth.ChangeApp(sim.Control.OAuth.UserApp.ClientId, new AppChange { RedirectUris = [back] });
        var client = new Client(sim, app);
        return (client, new Uri(sim.Simulator.Address, client.AuthorizePath(redirect: back)), back);
    }
}
