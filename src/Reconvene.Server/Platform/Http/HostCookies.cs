using System.Net;

namespace Reconvene.Server.Platform.Http;

/// <summary>
/// How every cookie of ours is named and ruled. Over https its name begins with <c>__Host-</c>, which a browser takes from
/// this very host alone (RFC 6265bis); without https it is given only to a browser that reaches this machine by its
/// loopback name. <c>Lax</c>, since people come back from Zoom by a link.
/// </summary>
internal sealed class HostCookies(PublicAddress address)
{
    private bool ArePrefixed => address.Origin.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    public string NameOf(string name) => ArePrefixed ? $"__Host-{name}" : name;

    /// <summary>Whether a cookie may be given to this browser at all.</summary>
    public bool MayBeGiven(HttpRequest request) => IsSecure(request) || IsLoopback(request.Host.Host);

    public bool IsSecure(HttpRequest request) => ArePrefixed || request.IsHttps;

    public string? Read(HttpContext context, string name) => context.Request.Cookies[NameOf(name)];

    public void Give(HttpContext context, string name, string value, TimeSpan life)
    {
        if (MayBeGiven(context.Request))
        {
            context.Response.Cookies.Append(NameOf(name), value, Rules(context.Request, life));
        }
    }

    public void Take(HttpContext context, string name) =>
        context.Response.Cookies.Delete(NameOf(name), Rules(context.Request, null));

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));

    private CookieOptions Rules(HttpRequest request, TimeSpan? life) => new()
    {
        Path = "/",
        HttpOnly = true,
        Secure = IsSecure(request),
        SameSite = SameSiteMode.Lax,
        MaxAge = life,
        IsEssential = true,
    };
}
