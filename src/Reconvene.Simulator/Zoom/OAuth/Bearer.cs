using Microsoft.AspNetCore.Http;

namespace Reconvene.Simulator.Zoom.OAuth;

internal static class Bearer
{
    private const string Scheme = "Bearer ";

    public static string? Of(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
    }
}
