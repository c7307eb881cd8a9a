using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Reconvene.Simulator.Tests.Kit;

/// <summary>A webhook receiver that keeps the raw bytes and answers what it is told.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Receiver(WebApplication app) => _app = app;

    public ConcurrentQueue<Letter> Letters { get; } = new();

    public Func<Letter, (int Status, string Body)> Answer { get; set; } = _ => (200, "");

    public Uri Address => new(_app.Urls.First());

    /// <summary>What is waited for before the answer.</summary>
    public Task Before { get; set; } = Task.CompletedTask;

    public IEnumerable<string> Events => Letters.Select(letter => letter.Json["event"]!.ToString());

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.Run(receiver.TakeAsync);
        await app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var bytes = new MemoryStream();
        await context.Request.Body.CopyToAsync(bytes);
        var letter = new Letter(
            bytes.ToArray(),
            context.Request.Headers["x-zm-signature"].ToString(),
            context.Request.Headers["x-zm-request-timestamp"].ToString(),
            context.Request.Headers["x-zm-trackingid"].ToString());
        Letters.Enqueue(letter);
        await Before.WaitAsync(context.RequestAborted);
        var (status, body) = Answer(letter);
        context.Response.StatusCode = status;
        await context.Response.WriteAsync(body);
    }
}
