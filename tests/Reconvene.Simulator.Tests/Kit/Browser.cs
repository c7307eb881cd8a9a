using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Reconvene.Simulator.Tests.Kit;

/// <summary>A headless Chromium with one page, driven by its DevTools protocol.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _profile;
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationToken _cancellation;
    private Task<string> _drained = Task.FromResult("");
    private int _calls;

    private Browser(Process process, string profile, CancellationToken cancellation)
    {
        _process = process;
        _profile = profile;
        _cancellation = cancellation;
    }

    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    public static async Task<Browser> StartAsync(CancellationToken cancellation)
    {
        var profile = Directory.CreateTempSubdirectory("reconvene-browser-").FullName;
        var process = Process.Start(new ProcessStartInfo(
            Program!,
            [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                "--remote-debugging-port=0", "--user-data-dir=" + profile, "about:blank",
            ])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        })!;
        var browser = new Browser(process, profile, cancellation);
        try
        {
            await browser.ConnectAsync(await AnnouncedAsync(process, cancellation));
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens an address and returns when the page is there.</summary>
    public async Task OpenAsync(Uri address)
    {
        await CallAsync("Page.navigate", new JsonObject { ["url"] = address.OriginalString });
        await ReadUntilAsync(message => message["method"]?.ToString() == "Page.loadEventFired");
    }

    public async Task<string> EvaluateAsync(string expression)
    {
        var answer = await CallAsync("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["returnByValue"] = true });
        return answer["result"]!["value"]?.ToString() ?? "";
    }

    public Task PreferAsync(string scheme) => CallAsync("Emulation.setEmulatedMedia", new JsonObject
    {
        ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = scheme }),
    });

    public Task ResizeAsync(int width, int height) => CallAsync("Emulation.setDeviceMetricsOverride", new JsonObject
    {
        ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = false,
    });

    /// <summary>Pages may not run script from now on; the protocol still may.</summary>
    public Task WithoutScriptAsync() => CallAsync("Emulation.setScriptExecutionDisabled", new JsonObject { ["value"] = true });

    public async Task PressAsync(string key, int code, string text = "")
    {
        var press = new JsonObject { ["type"] = "keyDown", ["key"] = key, ["code"] = key, ["windowsVirtualKeyCode"] = code };
        if (text.Length > 0)
        {
            press["text"] = text;
        }

        await CallAsync("Input.dispatchKeyEvent", press);
        await CallAsync("Input.dispatchKeyEvent", new JsonObject
        {
            ["type"] = "keyUp", ["key"] = key, ["code"] = key, ["windowsVirtualKeyCode"] = code,
        });
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        await _drained;
        _process.Dispose();
        Directory.Delete(_profile, recursive: true);
    }

    private static async Task<Uri> AnnouncedAsync(Process process, CancellationToken cancellation)
    {
        const string Announcement = "DevTools listening on ";
        while (await process.StandardError.ReadLineAsync(cancellation) is { } line)
        {
            if (line.StartsWith(Announcement, StringComparison.Ordinal))
            {
                return new Uri(line[Announcement.Length..]);
            }
        }

        throw new InvalidOperationException("Chromium ended before it listened.");
    }

    private async Task ConnectAsync(Uri announced)
    {
        using var http = new HttpClient();
        var pages = JsonNode.Parse(await http.GetStringAsync(
            string.Create(CultureInfo.InvariantCulture, $"http://{announced.Host}:{announced.Port}/json"), _cancellation))!.AsArray();
        var page = pages.First(one => one!["type"]!.ToString() == "page")!;
        await _socket.ConnectAsync(new Uri(page["webSocketDebuggerUrl"]!.ToString()), _cancellation);
        await CallAsync("Page.enable", []);

        // What it writes later must not fill the pipe.
        _drained = _process.StandardError.ReadToEndAsync(CancellationToken.None);
    }

    private async Task<JsonNode> CallAsync(string method, JsonObject parameters)
    {
        var id = ++_calls;
        var call = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(call), WebSocketMessageType.Text, endOfMessage: true, _cancellation);
        var answer = await ReadUntilAsync(message => message["id"]?.GetValue<int>() == id);
        return answer["result"] ?? throw new InvalidOperationException($"Chromium refused {method}: {answer.ToJsonString()}");
    }

    private async Task<JsonNode> ReadUntilAsync(Func<JsonNode, bool> wanted)
    {
        while (true)
        {
            using var whole = new MemoryStream();
            var buffer = new byte[16_384];
            WebSocketReceiveResult part;
            do
            {
                part = await _socket.ReceiveAsync(buffer, _cancellation);
                await whole.WriteAsync(buffer.AsMemory(0, part.Count), _cancellation);
            }
            while (!part.EndOfMessage);

            if (JsonNode.Parse(whole.ToArray()) is { } message && wanted(message))
            {
                return message;
            }
        }
    }
}
