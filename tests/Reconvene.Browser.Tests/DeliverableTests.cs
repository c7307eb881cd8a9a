using System.Net;
using System.Net.Sockets;
using Microsoft.Playwright;
using Reconvene.Client.Deliverables;
using Reconvene.Server.Platform.Programs;
using Reconvene.Testing;

namespace Reconvene.Browser.Tests;

/// <summary>The HTML of a deliverable as a person meets it.</summary>
public sealed class DeliverableTests
{
    private static readonly (string Name, ColorScheme Scheme, int Width)[] Views =
    [
        ("light", ColorScheme.Light, 1000), ("dark", ColorScheme.Dark, 1000), ("narrow", ColorScheme.Light, 380),
        ("narrow-dark", ColorScheme.Dark, 380), ("wide", ColorScheme.Light, 1800),
    ];

    [ChromiumFact]
    public async Task A_deliverable_breaks_no_rule_of_accessibility_in_light_and_dark_in_both_languages()
    {
        await using var chromium = await Chromium.StartAsync();
        foreach (var (name, document) in Documents())
        {
            await using var scene = await BrandedAsync(document);
            foreach (var view in Views)
            {
                var page = await OpenAsync(chromium, scene, view.Scheme, view.Width);
                await ShootAsync(page, $"{name}-{view.Name}");

                Assert.Empty(await Axe.ViolationsAsync(page));
                Assert.Equal(view.Width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            }

            await KeepPdfAsync(scene, name);
        }

        Assert.Empty(chromium.Complaints);
    }

    [ChromiumFact]
    public async Task A_page_has_a_main_part_headings_in_order_and_a_table_whose_cells_have_heads()
    {
        await using var chromium = await Chromium.StartAsync();
        await using var scene = await BrandedAsync(SampleDocuments.English());
        var page = await OpenAsync(chromium, scene, ColorScheme.Light, 1000);

        await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Release planning for the spring");
        Assert.Equal(
            ["Summary", "Key points", "Decisions", "Action items", "Questions", "Sentiment", "Chapters", "Participants"],
            await page.GetByRole(AriaRole.Heading, new() { Level = 2 }).AllTextContentsAsync());
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Decisions" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Rowheader, new() { Name = "Grace Hopper" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Attended (UTC)" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Img, new() { Name = "Acme" })).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task Nothing_that_was_said_makes_a_browser_call_anybody()
    {
        using var canary = new TcpListener(IPAddress.Loopback, 0);
        canary.Start();
        await using var chromium = await Chromium.StartAsync();
        await using var scene = await DeliverableScene.StartAsync(TestEngine.Sqlite, SampleDocuments.Everywhere(
            $"""<img src="http://{canary.LocalEndpoint}/a"> ![x](http://{canary.LocalEndpoint}/b) <link rel=stylesheet href="http://{canary.LocalEndpoint}/c"> """
            + $"""</style><script>document.documentElement.dataset.ran=1;fetch("http://{canary.LocalEndpoint}/d")</script>" onload="x"""));
        await scene.Owner.SendAsync(HttpMethod.Put, "/api/v1/brand", $$"""{"name":"<img src=http://{{canary.LocalEndpoint}}/e>"}""");

        // Saved and opened, it has no headers of ours, but its own policy.
        var html = (await scene.ReadAsync("html")).Text;
        foreach (var isSaved in new[] { false, true })
        {
            var page = isSaved ? await chromium.OpenAsync(scene.Server.Address) : await OpenAsync(chromium, scene, ColorScheme.Light, 1000);
            if (isSaved)
            {
                await page.SetContentAsync(html);
            }

            await page.EmulateMediaAsync(new() { Media = Media.Print });
            await page.PdfAsync();
            Assert.Null(await page.EvaluateAsync<string?>("document.documentElement.dataset.ran ?? null"));
            Assert.Equal(0, await page.Locator("img, script, link, iframe").CountAsync());
        }

        Assert.False(canary.Pending());
        Assert.Empty(chromium.Complaints);
    }

    private static IEnumerable<(string Name, DeliverableDocument Document)> Documents() =>
    [
        ("en", SampleDocuments.English()), ("ru", SampleDocuments.Russian()), ("en-long", SampleDocuments.English(12)), ("ru-long", SampleDocuments.Russian(12)),
        ("en-empty", SampleDocuments.Empty()),
        ("odd", SampleDocuments.Everywhere("😀👩‍👩‍👧 مرحبا بالعالم 日本語のテキスト 한국어 ไทย हिन्दी " + string.Concat(Enumerable.Repeat("longword", 40)))),
    ];

    private static async Task<DeliverableScene> BrandedAsync(DeliverableDocument document)
    {
        var scene = await DeliverableScene.StartAsync(TestEngine.Sqlite, document);
        if (document.Language is "en")
        {
            await scene.Owner.SendAsync(HttpMethod.Put, "/api/v1/brand", """{"name":"Acme","accent":"#0b7a75"}""");
            using var logo = await scene.PutLogoAsync(Pictures.Png(), "image/png");
        }

        return scene;
    }

    private static async Task<IPage> OpenAsync(Chromium chromium, DeliverableScene scene, ColorScheme scheme, int width)
    {
        var page = await chromium.OpenAsync(scene.Server.Address, new()
        {
            ColorScheme = scheme,
            ViewportSize = new() { Width = width, Height = 900 },
            ExtraHTTPHeaders = [new("Authorization", $"Bearer {scene.Token}")],
        });
        Assert.Equal(200, (await page.GotoAsync("/api/v1/deliverables/1.html"))!.Status);
        return page;
    }

    /// <summary>Keeps what it looked like, when a folder for it is named.</summary>
    private static async Task ShootAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("RECONVENE_TEST_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"deliverable-{name}.png"), FullPage = true });
        }
    }

    private static async Task KeepPdfAsync(DeliverableScene scene, string name)
    {
        if (Environment.GetEnvironmentVariable("RECONVENE_TEST_SCREENSHOTS") is { Length: > 0 } folder && OutsidePrograms.Find("weasyprint") is not null)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, $"deliverable-{name}.pdf"), await scene.BytesAsync("pdf"));
            await File.WriteAllBytesAsync(Path.Combine(folder, $"deliverable-{name}.docx"), await scene.BytesAsync("docx"));
            await File.WriteAllBytesAsync(Path.Combine(folder, $"deliverable-{name}.html"), await scene.BytesAsync("html"));
        }
    }
}
