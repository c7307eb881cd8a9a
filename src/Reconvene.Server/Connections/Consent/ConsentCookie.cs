using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Connections.Consent;

/// <summary>Binds a consent to the browser that began it, or that is asked.</summary>
internal sealed class ConsentCookie(HostCookies cookies)
{
    private const string Name = "reconvene-consent";
    private static readonly TimeSpan Life = ConsentState.Life + ConsentStore.AnswerLife;

    public string? Read(HttpContext context) => cookies.Read(context, Name);

    public void Write(HttpContext context, string key) => cookies.Give(context, Name, key, Life);

    public void Forget(HttpContext context) => cookies.Take(context, Name);
}
