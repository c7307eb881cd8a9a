namespace Reconvene.Server.Pages.Frame;

/// <summary>
/// What a page may do in the browser: show itself by our style sheet, send forms to us, play our media if it has a player, and
/// run the script whose tag bears this answer's nonce, if it has one. No other script, no frame, nothing from elsewhere.
/// </summary>
internal static class PageHeaders
{
    public const string Policy =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    /// <summary>Sets the headers of a page.</summary>
    /// <param name="response">The page's.</param>
    /// <param name="nonce">Of the page's script; null when it has none.</param>
    /// <param name="playsMedia">Whether it plays video or sound of ours.</param>
    public static void Set(HttpResponse response, string? nonce, bool playsMedia = false)
    {
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy =
            Policy + (playsMedia ? "; media-src 'self'" : "") + (nonce is null ? "" : $"; script-src 'nonce-{nonce}'");
        response.Headers.CacheControl = "no-store";

        // With no-referrer a browser hides the origin of our own forms too, and the guard could not tell them apart.
        response.Headers["Referrer-Policy"] = "same-origin";
    }
}
