using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Reconvene.Simulator.Wire;

/// <summary>
/// The path as it stood on the wire. Servers decode percent signs before routing; the difference between a UUID encoded once
/// and one encoded twice would be lost.
/// </summary>
internal static class RawTarget
{
    public static string PathOf(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? target : target[..query];
        if (!path.StartsWith("http", StringComparison.OrdinalIgnoreCase))
        {
            return path;
        }

        var afterScheme = path.IndexOf("//", StringComparison.Ordinal) + 2;
        var slash = path.IndexOf('/', afterScheme);
        return slash < 0 ? "/" : path[slash..];
    }
}
