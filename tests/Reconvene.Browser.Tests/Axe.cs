using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Reconvene.Browser.Tests;

/// <summary>axe-core, which knows the rules of accessibility.</summary>
internal static class Axe
{
    private static readonly Lazy<string> Script = new(Read);

    /// <summary>Which rules a page breaks, each with where it does.</summary>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page)
    {
        // By the debugger, and not as a script of the page, whose policy allows none.
        await page.EvaluateAsync(Script.Value);
        var result = await page.EvaluateAsync<JsonElement>(
            "async () => (await axe.run()).violations.map(one => ({ id: one.id, at: one.nodes.map(node => node.html + ' ' + node.failureSummary) }))");
        return [.. result.EnumerateArray().Select(one => one.GetRawText())];
    }

    private static string Read()
    {
        using var stream = typeof(AxeRunOptions).Assembly.GetManifestResourceStream("Deque.AxeCore.Commons.Resources.axe.min.js")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
