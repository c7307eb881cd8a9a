using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Pages.Sessions;

/// <summary>
/// The cookie that a form's token is compared with. The framework's own rule for it fails a request that a proxy took by
/// https and handed on by http; this one goes by the public address.
/// </summary>
internal sealed class FormCookie : CookieBuilder
{
    private readonly HostCookies _cookies;

    public FormCookie(HostCookies cookies)
    {
        _cookies = cookies;
        HttpOnly = true;
        SameSite = SameSiteMode.Lax;
        SecurePolicy = CookieSecurePolicy.None;
        IsEssential = true;
        Path = "/";
    }

    public override string? Name
    {
        get => _cookies.NameOf("reconvene-form");
        set => throw new NotSupportedException("The cookie's name follows the public address.");
    }

    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
    {
        ArgumentNullException.ThrowIfNull(context);
        var options = base.Build(context, expiresFrom);
        options.Secure = _cookies.IsSecure(context.Request);
        return options;
    }
}
