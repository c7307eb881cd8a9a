using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Connections.Consent;

/// <summary>
/// Binds a consent to the browser that began it, or that is asked. <c>Lax</c>, since Zoom sends the person back by a link;
/// over https with the <c>__Host-</c> prefix, which no other host of the domain can write (RFC 6265bis).
/// </summary>
internal sealed class ConsentCookie(PublicAddress address)
{
    private bool IsHttps => address.Origin.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    private string Name => IsHttps ? "__Host-reconvene-consent" : "reconvene-consent";

    public string? Read(HttpContext context) => context.Request.Cookies[Name];

    public void Write(HttpContext context, string key) => context.Response.Cookies.Append(Name, key, Options());

    public void Forget(HttpContext context) => context.Response.Cookies.Delete(Name, Options());

    private CookieOptions Options() => new()
    {
        HttpOnly = true,
        Secure = IsHttps,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        MaxAge = ConsentState.Life + ConsentStore.AnswerLife,
        IsEssential = true,
    };
}
