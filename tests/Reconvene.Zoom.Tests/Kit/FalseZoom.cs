using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Reconvene.Zoom.Tests.Kit;

/// <summary>A web server on a loopback port that answers as the test says, and notes all it saw.</summary>
internal sealed class FalseZoom : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly SocketsHttpHandler _handler = ZoomHttp.CreateHandler();
    private readonly HttpMessageInvoker _http;
    private readonly ConcurrentQueue<SeenRequest> _seen = [];

    private FalseZoom(WebApplication app)
    {
        _app = app;
        _http = new HttpMessageInvoker(_handler);
    }

    public IReadOnlyList<SeenRequest> Seen => [.. _seen];

    public HttpMessageInvoker Http => _http;

    public string Address => _app.Urls.First();

    public ZoomEndpoints Endpoints => ZoomEndpoints.Create(Address + "/v2", Address + "/oauth", downloadHosts: null);

    public SteppedTime Time { get; } = new();

    public static async Task<FalseZoom> StartAsync(Func<HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var zoom = new FalseZoom(app);
        app.Run(async context =>
        {
            zoom._seen.Enqueue(await SeenRequest.ReadAsync(context));
            await answer(context);
        });
        await app.StartAsync();
        return zoom;
    }

    public static Task<FalseZoom> AnsweringAsync(int status, string body, string contentType = "application/json") =>
        StartAsync(context => context.Response.SayAsync(status, body, contentType));

    public ZoomClient Client(FixedTokens? tokens = null) => new(Http, Endpoints, tokens ?? new FixedTokens(), Time);

    public ZoomPhone Phone(FixedTokens? tokens = null) => new(Http, Endpoints, tokens ?? new FixedTokens(), Time);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _handler.Dispose();
        await _app.DisposeAsync();
    }
}

/// <summary>A request as it stood on the wire.</summary>
internal sealed record SeenRequest(string Method, string RawTarget, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public static async Task<SeenRequest> ReadAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        return new SeenRequest(
            context.Request.Method,
            context.Features.Get<IHttpRequestFeature>()!.RawTarget,
            context.Request.Headers.ToDictionary(
                header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync(context.RequestAborted));
    }
}

internal static class Answers
{
    public static async Task SayAsync(
        this HttpResponse response, int status, string body, string contentType = "application/json")
    {
        response.StatusCode = status;
        response.ContentType = contentType;
        await response.WriteAsync(body, response.HttpContext.RequestAborted);
    }
}
