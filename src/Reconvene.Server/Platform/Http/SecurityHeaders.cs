namespace Reconvene.Server.Platform.Http;

/// <summary>Headers of every answer. A page that needs a wider policy sets its own before it starts to write.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        // At the start of the answer, since an error on the way clears what was set before.
        context.Response.OnStarting(
            static state =>
            {
                Complete((IHeaderDictionary)state);
                return Task.CompletedTask;
            },
            context.Response.Headers);
        return next(context);
    }

    private static void Complete(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        headers.TryAdd("Referrer-Policy", "no-referrer");
        headers.TryAdd("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    }
}
