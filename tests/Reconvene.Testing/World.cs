using System.Data.Common;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Jobs;
using Reconvene.Server.Webhooks.Pump;
using Reconvene.Simulator;
using Reconvene.Simulator.Control;

namespace Reconvene.Testing;

/// <summary>
/// The server and the simulated Zoom beside it, connected as a person would: a Server-to-Server credential, a plain
/// source, and webhooks that arrive.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private World(ServerUnderTest server, ZoomSimulator zoom, TestClock? clock)
    {
        Server = server;
        Zoom = zoom;
        Clock = clock;
    }

    public ServerUnderTest Server { get; }

    public ZoomSimulator Zoom { get; }

    public SimulatorControl Control => Zoom.Control;

    public TestClock? Clock { get; }

    public HttpClient Owner { get; private set; } = null!;

    public long Credential { get; private set; }

    public long Source { get; private set; }

    /// <summary>Starts both and connects them. With a clock, both live by it.</summary>
    public static async Task<World> StartAsync(
        TestEngine engine,
        TestClock? clock = null,
        Dictionary<string, string>? settings = null,
        Action<WebApplicationBuilder>? adjust = null,
        Func<DbConnection, DbConnection>? decorate = null,
        bool withPhone = false)
    {
        var zoom = await ZoomSimulator.StartAsync(
            new SimulatorOptions { TimeProvider = clock ?? TimeProvider.System, WithPhoneScopes = withPhone }, CancellationToken.None);
        var all = new Dictionary<string, string>(settings ?? [], StringComparer.Ordinal);
        // Tests that are not about it neither wait for turns nor have films looked into.
        all.TryAdd("Zoom:SpaceCalls", "false");
        all.TryAdd("Recordings:ProbeMedia", "false");
        all.TryAdd("Zoom:ApiBaseUrl", new Uri(zoom.Address, "/v2").ToString());
        all.TryAdd("Zoom:OAuthUrl", new Uri(zoom.Address, "/oauth").ToString());
        all.TryAdd("Recordings:DiskReserveBytes", "0");
        all.TryAdd("Sources:SyncEvery", "0");
#pragma warning disable CA2000 // The world disposes both.
        var world = new World(await ServerUnderTest.StartAsync(engine, clock, all, adjust, decorate), zoom, clock);
#pragma warning restore CA2000
        await world.ConnectAsync();
        return world;
    }

    /// <summary>Runs a sync to its end and gives the task.</summary>
    public async Task<JsonElement> SyncAsync(string query = "")
    {
        using var answer = await Owner.PostAsync(new Uri($"/api/v1/sources/{Source}/sync{query}", UriKind.Relative), null);
        answer.EnsureSuccessStatusCode();
        var started = await answer.Content.ReadFromJsonAsync<JsonElement>();
        await DrainAsync();
        return await GetAsync($"/api/v1/tasks/{started.GetProperty("task_id").GetString()}");
    }

    /// <summary>Waits until nothing is under way: no event to hand on, no job that is due.</summary>
    public async Task DrainAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        await Zoom.Control.WaitForWebhooksAsync(limit.Token);
        await Server.Services.GetRequiredService<WebhookPump>().DrainAsync(limit.Token);
        try
        {
            await Server.Services.GetRequiredService<JobDrain>().DrainAsync(Patience, CancellationToken.None);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message}\n{Tell()}", late);
        }
    }

    public async Task<JsonElement> GetAsync(string path) =>
        await Owner.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative));

    /// <summary>Every recording, newest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> RecordingsAsync() =>
        [.. (await GetAsync("/api/v1/recordings?limit=300")).GetProperty("items").EnumerateArray()];

    /// <summary>A task with what the server logged beside it, for the message of a failed assertion.</summary>
    public string Explain(JsonElement task) =>
        $"{task.GetRawText()}\n{string.Join('\n', Server.LogLines.Where(line => line.Contains("Error", StringComparison.Ordinal)).TakeLast(5))}";

    /// <summary>What was logged last, and asked of Zoom last.</summary>
    private string Tell() => string.Join(
        '\n',
        [
            .. Server.LogLines.TakeLast(60),
            .. Control.Log.TakeLast(20).Select(request => $"{request.Number} {request.Method} {request.Path} {request.Status}"),
        ]);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Zoom.DisposeAsync();
    }

    private async Task ConnectAsync()
    {
        Owner = await Server.OwnerAsync();
        var world = Control.World();
        var credential = await PostAsync("/api/v1/credentials/", new
        {
            platform = "zoom",
            account_name = "my_zoom_account",
            credentials = new
            {
                account_id = world.AccountId,
                client_id = world.ClientId,
                client_secret = world.ClientSecret,
            },
        });
        Credential = credential.GetProperty("id").GetInt64();
        var app = credential.GetProperty("zoom_app_id").GetInt64();
        using var patched = await Owner.PatchAsJsonAsync(
            new Uri($"/api/v1/zoom-apps/{app}", UriKind.Relative), new { webhook_secrets = new[] { world.WebhookSecret } });
        patched.EnsureSuccessStatusCode();
        var source = await PostAsync("/api/v1/sources", new
        {
            name = "My Zoom Recordings",
            platform = "ZOOM",
            credential_id = Credential,
            config = new { recording_type = "cloud" },
        });
        Source = source.GetProperty("id").GetInt64();
        Control.WebhookTarget = new Uri(Server.Address, "/webhooks/zoom");
    }

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        using var answer = await Owner.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonSerializer.Deserialize<JsonElement>(text)
            : throw new InvalidOperationException($"POST {path}: {(int)answer.StatusCode} {text}");
    }
}
