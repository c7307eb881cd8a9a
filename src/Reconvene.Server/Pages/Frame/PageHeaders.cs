namespace Reconvene.Server.Pages.Frame;

/// <summary>
/// What a page may do in the browser: show itself by our style sheet and send forms to us. No script, no frame, nothing
/// from elsewhere.
/// </summary>
internal static class PageHeaders
{
    public const string Policy =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    public static void Set(HttpResponse response)
    {
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.CacheControl = "no-store";

        // With no-referrer a browser hides the origin of our own forms too, and the guard could not tell them apart.
        response.Headers["Referrer-Policy"] = "same-origin";
    }
}
