using Microsoft.Playwright;

namespace Reconvene.Browser.Tests;

/// <summary>A real Chromium, and what it complained about.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly List<string> _complaints = [];

    private Chromium(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    /// <summary>Where it is installed; null when it is not.</summary>
    public static string? Path { get; } = Find();

    /// <summary>Errors of scripts and of the network, and what a page's policy forbade.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public static async Task<Chromium> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        try
        {
            // Without its sandbox: tests may run as root, which it refuses otherwise, and it opens pages of ours alone.
            var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Path, Args = ["--no-sandbox"] });
            return new Chromium(playwright, browser);
        }
        catch
        {
            playwright.Dispose();
            throw;
        }
    }

    /// <summary>A page of a browser that nobody has used before.</summary>
    public async Task<IPage> OpenAsync(Uri address, BrowserNewContextOptions? options = null)
    {
        options ??= new();
        options.BaseURL = address.ToString();
        options.Locale ??= "en-GB";
        var page = await (await _browser.NewContextAsync(options)).NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => _complaints.Add(error);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => System.IO.Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}
