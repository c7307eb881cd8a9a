using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reconvene.Server.Jobs;
using Reconvene.Simulator;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Recordings;

/// <summary>The server as an operator starts it: everything, the database too, in its data folder.</summary>
internal sealed class FullRun : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly WebApplication _app;
    private readonly HttpClient _owner;
    private readonly ZoomSimulator _zoom;

    private FullRun(WebApplication app, HttpClient owner, ZoomSimulator zoom)
    {
        _app = app;
        _owner = owner;
        _zoom = zoom;
    }

    public static async Task<FullRun> StartAsync(string data, string settings, ZoomSimulator zoom, CapturedLog log)
    {
        var app = ReconveneServer.Build(
            new ServerOptions(data, "http://127.0.0.1:0", null, settings),
            builder =>
            {
                builder.Logging.ClearProviders();
                builder.Logging.AddProvider(log);
            });
        await ReconveneServer.StartAsync(app, CancellationToken.None);
        var owner = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        var code = log.Lines.Select(line => line.Split("Setup code: ")).Last(parts => parts.Length is 2)[1].Split(' ')[0];
        var run = new FullRun(app, owner, zoom);
        var begun = await run.PostAsync(
            "/api/v1/auth/setup",
            new { setup_code = code, email = ServerUnderTest.OwnerEmail, password = ServerUnderTest.OwnerPassword });
        owner.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", begun.GetProperty("access_token").GetString());
        return run;
    }

    /// <summary>Connects, and brings what Zoom has.</summary>
    public async Task SyncAsync()
    {
        var world = _zoom.Control.World();
        var credential = await PostAsync("/api/v1/credentials/", new
        {
            platform = "zoom",
            account_name = "my_zoom_account",
            credentials = new { account_id = world.AccountId, client_id = world.ClientId, client_secret = world.ClientSecret },
        });
        var source = await PostAsync("/api/v1/sources", new
        {
            name = "My Zoom Recordings",
            platform = "ZOOM",
            credential_id = credential.GetProperty("id").GetInt64(),
            config = new { recording_type = "cloud" },
        });
        await PostAsync($"/api/v1/sources/{source.GetProperty("id").GetInt64()}/sync", new { });
        await _app.Services.GetRequiredService<JobDrain>().DrainAsync(Patience, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        _owner.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        using var answer = await _owner.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"POST {path}: {(int)answer.StatusCode} {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }
}
