using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Pages.Sessions;

/// <summary>The cookies of the pages.</summary>
internal sealed class PageCookies(HostCookies cookies)
{
    private const string SessionName = "reconvene-session";
    private const string LanguageName = "reconvene-language";

    private static readonly TimeSpan LanguageLife = TimeSpan.FromDays(365);

    public string? Session(HttpContext context) => cookies.Read(context, SessionName);

    public void GiveSession(HttpContext context, string text) =>
        cookies.Give(context, SessionName, text, BrowserSessions.Longest);

    public void TakeSession(HttpContext context) => cookies.Take(context, SessionName);

    public string? Language(HttpContext context) => cookies.Read(context, LanguageName);

    public void GiveLanguage(HttpContext context, string code) => cookies.Give(context, LanguageName, code, LanguageLife);
}
