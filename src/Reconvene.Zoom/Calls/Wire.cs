using System.Net.Http.Headers;

namespace Reconvene.Zoom.Calls;

/// <summary>What all requests of this library have in common.</summary>
internal static class Wire
{
    private static readonly MediaTypeWithQualityHeaderValue Json = new("application/json");
    private static readonly ProductInfoHeaderValue Product = new("Reconvene", "0.1");

    /// <summary>The address with its path exactly as written: Uri would turn %2F back into a slash.</summary>
    public static Uri Raw(Uri start, string pathAndQuery) => new(
        start.GetLeftPart(UriPartial.Path).TrimEnd('/') + pathAndQuery,
        new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    public static HttpRequestMessage Request(HttpMethod method, Uri address)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.Accept.Add(Json);
        request.Headers.UserAgent.Add(Product);
        return request;
    }

    /// <summary>Sends without reading the body: HttpClient on its own would hold all of it in memory first.</summary>
    public static Task<HttpResponseMessage> SendAsync(
        HttpMessageInvoker http, HttpRequestMessage request, CancellationToken cancellation) =>
        http is HttpClient client
            ? client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation)
            : http.SendAsync(request, cancellation);

    public static bool IsRedirect(int status) => status is 301 or 302 or 303 or 307 or 308 or 300;

    /// <summary>Whether a handler below followed a redirect on its own, although it must not.</summary>
    public static bool WasMoved(HttpResponseMessage response, Uri asked) =>
        response.RequestMessage?.RequestUri is { } answered && !ReferenceEquals(answered, asked) && answered != asked;

    /// <summary>Whether this is the outside world failing, and not a bug of ours or the caller's wish to stop.</summary>
    public static bool IsOutage(Exception cause, CancellationToken cancellation) =>
        !cancellation.IsCancellationRequested
        && cause is (HttpRequestException or IOException or OperationCanceledException);
}
