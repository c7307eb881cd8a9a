using Microsoft.AspNetCore.Http;
using Reconvene.Simulator.Zoom.Http;

namespace Reconvene.Simulator.Zoom.OAuth;

internal static class Bearer
{
    private const string Scheme = "Bearer ";

    /// <summary>The token of a download; in the query where that is accepted.</summary>
    public static string? OfDownload(Call call, SimulatorSwitches switches) =>
        Of(call.Context) ?? (switches.AcceptTokenInQuery ? call.Query("access_token") : null);

    public static string? Of(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
    }
}
