using System.Net;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Pages.Sessions;

/// <summary>
/// The cookies of the pages. Over https their names begin with <c>__Host-</c>, which a browser takes from this very host
/// alone; without https they are given only to a browser that reaches this machine by its loopback name.
/// </summary>
internal sealed class PageCookies(PublicAddress address)
{
    private const string SessionName = "reconvene-session";
    private const string LanguageName = "reconvene-language";

    private static readonly TimeSpan LanguageLife = TimeSpan.FromDays(365);

    private bool ArePrefixed => address.Origin.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a cookie may be given to this browser at all.</summary>
    public bool MayBeGiven(HttpRequest request) => IsSecure(request) || IsLoopback(request.Host.Host);

    public bool IsSecure(HttpRequest request) => ArePrefixed || request.IsHttps;

    public string NameOf(string name) => ArePrefixed ? $"__Host-{name}" : name;

    public string? Session(HttpContext context) => context.Request.Cookies[NameOf(SessionName)];

    public void GiveSession(HttpContext context, string text) => Give(context, SessionName, text, BrowserSessions.Longest);

    public void TakeSession(HttpContext context) =>
        context.Response.Cookies.Delete(NameOf(SessionName), Rules(context.Request, null));

    public string? Language(HttpContext context) => context.Request.Cookies[NameOf(LanguageName)];

    public void GiveLanguage(HttpContext context, string code) => Give(context, LanguageName, code, LanguageLife);

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));

    private void Give(HttpContext context, string name, string value, TimeSpan life) =>
        context.Response.Cookies.Append(NameOf(name), value, Rules(context.Request, life));

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
