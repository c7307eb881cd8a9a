using Microsoft.Playwright;
using Reconvene.Testing;

namespace Reconvene.Browser.Tests;

/// <summary>The pages of recordings and of the search, for every eye: light and dark, wide and narrow, in both languages.</summary>
public sealed class RecordingLooksTests
{
    private const string Russian =
        "Анна: Сегодня обсудим новый договор и сроки летней школы.\nИгорь: Договор подпишем в пятницу, решили.\n"
        + "Анна: Кто подготовит расписание занятий?\nИгорь: Я подготовлю расписание до среды и пришлю всем.";

    private static readonly (ColorScheme Scheme, int Width, string Language)[] Views =
    [
        (ColorScheme.Light, 1280, "en"), (ColorScheme.Dark, 1280, "ru"), (ColorScheme.Dark, 320, "en"), (ColorScheme.Light, 320, "ru"),
        (ColorScheme.Light, 800, "en"),
    ];

    [ChromiumFact]
    public async Task Every_state_of_a_recording_and_of_a_search_breaks_no_rule_and_fits()
    {
        await using var scene = await RecordingScene.StartAsync(
            TestEngine.Sqlite,
            topic: "Release planning for the spring, with everybody who is there",
            files: ["video", "audio", "transcript", "chat", "timeline"],
            settings: new(StringComparer.Ordinal) { ["Recognition:Command"] = "/bin/true", ["Recognition:Arguments:0"] = "{input}" });
        var pages = await PagesAsync(scene);
        await using var chromium = await Chromium.StartAsync();
        foreach (var (scheme, width, language) in Views)
        {
            var page = await chromium.OpenAsync(
                scene.Server.Address, new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 800 } });
            await Visitor.SignInAsync(page);
            await page.Locator($"button[name=language][value={language}]").ClickAsync();
            foreach (var (name, path) in pages)
            {
                await page.GotoAsync(path);
                await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
                await Visitor.ShootAsync(page, $"{name}-{language}-{width}-{scheme}");
                await page.EvaluateAsync("document.querySelectorAll('details').forEach(one => one.open = true)");
                await Visitor.ShootAsync(page, $"{name}-{language}-{width}-{scheme}-open");

                Assert.Empty(await Axe.ViolationsAsync(page));
                Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, $"{path} is wider than {width}.");
            }
        }

        Assert.DoesNotContain(chromium.Complaints, complaint => !complaint.Contains("422", StringComparison.Ordinal));
    }

    private static async Task<(string Name, string Path)[]> PagesAsync(RecordingScene scene)
    {
        var world = scene.World;
        var russian = await RecordingScene.HoldAsync(world, "Планёрка летней школы", Russian, "audio", "transcript");
        var stopped = await RecordingScene.HoldAsync(world, "Silence", RecordingScene.Invented, "audio", "transcript");
        var parts = await RecordingScene.HoldAsync(world, "Twice", "Maria: The first part.\n===\nTom: The second part.", "video", "transcript");
        var silent = await RecordingScene.HoldAsync(world, "Not yet written", RecordingScene.Talk, "video");
        var unseen = await RecordingScene.HoldAsync(world, "Text alone", RecordingScene.Talk, "transcript");
        await world.Owner.SendAsync(HttpMethod.Put, $"/api/v1/recordings/{scene.Id}/speakers", """{"names":{"Tom":"Thomas Becker"}}""");
        var accepted = await RecordingScene.HoldAsync(world, "Silence of another day", RecordingScene.Invented, "video", "transcript");
        await world.Owner.SendAsync(HttpMethod.Post, $"/api/v1/recordings/{accepted}/transcript/accept");
        await world.DrainAsync();
        return
        [
            ("recording", $"{scene.Page}?t=8&told=named"), ("russian", $"/recordings/{russian}?t=4"), ("stopped", $"/recordings/{stopped}"),
            ("accepted", $"/recordings/{accepted}"),
            ("parts", $"/recordings/{parts}"), ("silent", $"/recordings/{silent}"), ("unseen", $"/recordings/{unseen}"), ("recordings", "/recordings"),
            ("search", "/search"), ("found", "/search?q=release+plan"), ("nothing", "/search?q=nowhere"), ("wrong", "/search?q=a&from=2026-02-02&to=2026-02-01"),
        ];
    }
}
