using System.Globalization;
using Microsoft.Playwright;
using Reconvene.Testing;

namespace Reconvene.Browser.Tests;

/// <summary>A recording that is watched and read, and found by what was said in it.</summary>
public sealed class RecordingTests
{
    private const string Current = "[data-said] li[aria-current]";

    private static readonly string LongTalk = string.Join(
        '\n', Enumerable.Range(1, 400).Select(number => $"Maria: This is sentence {number} of a long day, and it says {number * 7} things."));

    [ChromiumFact]
    public async Task A_click_on_a_time_plays_from_there_and_the_transcript_follows()
    {
        await using var scene = await RecordingScene.StartAsync(TestEngine.Sqlite);
        await using var chromium = await Chromium.StartAsync();
        var page = await SignedInAsync(chromium, scene);
        var third = await StartOfAsync(scene, 2);

        await page.GotoAsync(scene.Page);
        await Assertions.Expect(page.Locator(Current)).ToHaveCountAsync(0);
        await page.Locator("[data-said] li").Nth(2).GetByRole(AriaRole.Link).ClickAsync();

        await Assertions.Expect(page.Locator(Current)).ToContainTextAsync("comes on Tuesday");
        await page.WaitForFunctionAsync($"document.querySelector('[data-player]').currentTime >= {Text(third / 1000.0)}");
        Assert.EndsWith($"?t={third / 1000}", page.Url, StringComparison.Ordinal);

        // It plays on, and the mark with it.
        await page.EvaluateAsync("document.querySelector('[data-player]').playbackRate = 8");
        await Assertions.Expect(page.Locator(Current)).ToContainTextAsync("to everybody tomorrow");
        await page.EvaluateAsync("document.querySelector('[data-player]').pause()");

        // Where the player's own line is moved to, the mark goes too, played or not.
        await page.EvaluateAsync($"document.querySelector('[data-player]').currentTime = {Text((third / 1000.0) + 0.2)}");
        await Assertions.Expect(page.Locator(Current)).ToContainTextAsync("comes on Tuesday");

        // By the keyboard, from what was made of it.
        await page.Locator(".statements a").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("!document.querySelector('[data-player]').paused");
        await Assertions.Expect(page.Locator(Current)).ToHaveCountAsync(1);
        Assert.Empty(chromium.Complaints);
    }

    [ChromiumFact]
    public async Task An_address_with_a_second_opens_there_with_a_script_and_without()
    {
        await using var scene = await RecordingScene.StartAsync(TestEngine.Sqlite, LongTalk, ["audio", "transcript"]);
        await using var chromium = await Chromium.StartAsync();
        var start = await StartOfAsync(scene, 299);
        foreach (var hasScript in new[] { true, false })
        {
            var page = await SignedInAsync(chromium, scene, new() { JavaScriptEnabled = hasScript, ViewportSize = new() { Width = 1280, Height = 800 } });

            await page.GotoAsync($"{scene.Page}?t={start / 1000}");

            await Assertions.Expect(page.Locator(Current)).ToContainTextAsync("sentence 300 ");
            await Assertions.Expect(page.Locator(Current)).ToBeInViewportAsync();
            await Assertions.Expect(page.Locator("[data-player]")).ToBeInViewportAsync();
            if (hasScript)
            {
                await page.WaitForFunctionAsync($"Math.abs(document.querySelector('[data-player]').currentTime - {Text(start / 1000.0)}) < 0.1");
            }
        }

        Assert.Empty(chromium.Complaints);
    }

    [ChromiumFact]
    public async Task Who_reads_elsewhere_is_left_there_until_they_come_back()
    {
        await using var scene = await RecordingScene.StartAsync(TestEngine.Sqlite, LongTalk, ["audio", "transcript"]);
        await using var chromium = await Chromium.StartAsync();
        var page = await SignedInAsync(chromium, scene);
        var back = page.GetByRole(AriaRole.Button, new() { Name = "Back to what is playing" });

        await page.GotoAsync(scene.Page);
        await page.Locator("[data-said] li").Nth(3).GetByRole(AriaRole.Link).ClickAsync();
        await page.WaitForFunctionAsync("!document.querySelector('[data-player]').paused");
        await Assertions.Expect(back).ToBeHiddenAsync();
        await page.Locator("[data-said]").HoverAsync();
        await page.Mouse.WheelAsync(0, 6000);
        await Assertions.Expect(back).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(Current)).Not.ToBeInViewportAsync();
        await back.ClickAsync();

        await Assertions.Expect(page.Locator(Current)).ToBeInViewportAsync();
        await Assertions.Expect(back).ToBeHiddenAsync();
        Assert.Empty(chromium.Complaints);
    }

    [ChromiumFact]
    public async Task A_recording_that_was_stopped_and_started_again_plays_on_from_part_to_part()
    {
        await using var scene = await RecordingScene.StartAsync(TestEngine.Sqlite, "Maria: This is the first part.\n===\nTom: And this is the second part.\nTom: It ends here.");
        await using var chromium = await Chromium.StartAsync();
        var page = await SignedInAsync(chromium, scene);
        var second = await StartOfAsync(scene, 1);

        await page.GotoAsync(scene.Page);
        var first = await page.EvaluateAsync<string>("document.querySelector('[data-player]').currentSrc");
        await page.Locator("[data-said] li").Nth(1).GetByRole(AriaRole.Link).ClickAsync();

        await Assertions.Expect(page.Locator(Current)).ToContainTextAsync("second part");
        await page.WaitForFunctionAsync("first => document.querySelector('[data-player]').currentSrc.split('#')[0] !== first", first);
        await Assertions.Expect(page.Locator("[data-part][aria-current]")).ToContainTextAsync("Part 2");
        await page.GotoAsync($"{scene.Page}?t={second / 1000}");
        await Assertions.Expect(page.Locator("[data-part][aria-current]")).ToContainTextAsync("Part 2");
        Assert.Empty(chromium.Complaints);
    }

    [ChromiumFact]
    public async Task A_search_leads_to_the_second()
    {
        await using var scene = await RecordingScene.StartAsync(TestEngine.Sqlite);
        await using var chromium = await Chromium.StartAsync();
        var page = await SignedInAsync(chromium, scene);

        await page.GetByRole(AriaRole.Link, new() { Name = "Search" }).ClickAsync();
        await page.GetByLabel("Words that were said").FillAsync("invoices checked");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("mark").First).ToHaveTextAsync("invoice");
        await page.Locator(".hits a").First.ClickAsync();

        await Assertions.Expect(page.Locator(Current)).ToContainTextAsync("Every invoice of the release");
        var start = await StartOfAsync(scene, 1);
        await page.WaitForFunctionAsync($"Math.abs(document.querySelector('[data-player]').currentTime - {Text(start / 1000.0)}) < 0.1");
        Assert.Empty(chromium.Complaints);
    }

    [ChromiumFact]
    public async Task Hostile_words_run_no_script_and_break_no_policy()
    {
        await using var scene = await RecordingScene.StartAsync(TestEngine.Sqlite, files: ["video", "transcript", "timeline"]);
        await HostileText.SayAsync(scene.Server);
        await using var chromium = await Chromium.StartAsync();
        var page = await SignedInAsync(chromium, scene);

        foreach (var path in (string[])[scene.Page, $"{scene.Page}?t=3", "/search?q=invoice"])
        {
            Assert.Equal(200, (await page.GotoAsync(path))!.Status);
            Assert.Null(await page.EvaluateAsync<string?>("document.documentElement.dataset.ran ?? null"));
            Assert.Equal(0, await page.Locator("img, svg, a[href^='javascript'], main script:not([nonce])").CountAsync());
        }

        Assert.Empty(chromium.Complaints);
    }

    private static async Task<long> StartOfAsync(RecordingScene scene, int index) =>
        (await scene.SegmentsAsync())[index].GetProperty("start_ms").GetInt64();

    private static string Text(double seconds) => seconds.ToString(CultureInfo.InvariantCulture);

    private static async Task<IPage> SignedInAsync(Chromium chromium, RecordingScene scene, BrowserNewContextOptions? options = null)
    {
        var page = await chromium.OpenAsync(scene.Server.Address, options);
        await Visitor.SignInAsync(page);
        return page;
    }
}
