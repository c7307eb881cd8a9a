using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Reconvene.Tests;

/// <summary>A server on the loopback that gives every request the same answer and remembers what was asked.</summary>
internal sealed class StandIn : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StandIn(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public ConcurrentQueue<string> Seen { get; } = new();

    public static async Task<StandIn> StartAsync(int status, string contentType, string body)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var server = new StandIn(builder.Build());
        server._app.Run(async context =>
        {
            var request = context.Request;
            server.Seen.Enqueue($"{request.Method} {request.Path}{request.QueryString} {request.Headers.Authorization}");
            context.Response.StatusCode = status;
            context.Response.ContentType = contentType;
            await context.Response.WriteAsync(body);
        });
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
