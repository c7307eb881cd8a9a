using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Reconvene.Server.Pages.Frame;

/// <summary>
/// The style sheet of the pages. It is part of the program, and its address changes with its content: it is the same
/// whichever way the program was started, and browsers keep it for good.
/// </summary>
internal static class StyleSheet
{
    private static readonly byte[] Content = Read();

    public static string Path { get; } = $"/assets/pages.{Convert.ToHexStringLower(SHA256.HashData(Content).AsSpan(0, 6))}.css";

    public static void MapStyleSheet(this WebApplication app) =>
        app.MapGet(Path, Get).AllowAnonymous().ExcludeFromDescription();

    internal static FileContentHttpResult Get(HttpContext context)
    {
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.File(Content, "text/css; charset=utf-8");
    }

    private static byte[] Read()
    {
        using var stream = typeof(StyleSheet).Assembly.GetManifestResourceStream("pages.css")!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
