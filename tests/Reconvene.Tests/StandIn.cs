using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Reconvene.Tests;

/// <summary>A server on the loopback that gives every request the same answer, or what a test decides, and remembers what was asked.</summary>
internal sealed class StandIn : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StandIn(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public ConcurrentQueue<string> Seen { get; } = new();

    /// <summary>The bodies of the requests, in order; empty where there was none.</summary>
    public ConcurrentQueue<string> Bodies { get; } = new();

    public static Task<StandIn> StartAsync(int status, string contentType, string body) =>
        StartAsync(status, contentType, (_, _) => body);

    /// <summary>Answers by the path of the request and its body.</summary>
    public static async Task<StandIn> StartAsync(int status, string contentType, Func<string, string, string> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var server = new StandIn(builder.Build());
        server._app.Run(async context =>
        {
            var request = context.Request;
            server.Seen.Enqueue($"{request.Method} {request.Path}{request.QueryString} {request.Headers.Authorization}");
            using var reader = new StreamReader(request.Body);
            var asked = await reader.ReadToEndAsync(context.RequestAborted);
            server.Bodies.Enqueue(asked);
            context.Response.StatusCode = status;
            context.Response.ContentType = contentType;
            await context.Response.WriteAsync(answer(request.Path, asked));
        });
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
