using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Reconvene.Server.Pages.Frame;

/// <summary>
/// A file that pages load. It is part of the program, and its address changes with its content: it is the same whichever
/// way the program was started, and browsers keep it for good.
/// </summary>
internal sealed class Asset
{
    private readonly byte[] _content;
    private readonly string _type;

    public Asset(string name, string extension, string type)
    {
        _content = Read($"{name}.{extension}");
        _type = $"{type}; charset=utf-8";
        Path = $"/assets/{name}.{Convert.ToHexStringLower(SHA256.HashData(_content).AsSpan(0, 6))}.{extension}";
    }

    public string Path { get; }

    public FileContentHttpResult Get(HttpContext context)
    {
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.File(_content, _type);
    }

    private static byte[] Read(string file)
    {
        using var stream = typeof(Asset).Assembly.GetManifestResourceStream(file)!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
