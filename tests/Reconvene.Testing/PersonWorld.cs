using System.Data.Common;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Connections.Consent;
using Reconvene.Server.Jobs;
using Reconvene.Server.Webhooks.Pump;
using Reconvene.Simulator;
using Reconvene.Simulator.Control;
using Reconvene.Zoom;
using Reconvene.Zoom.Users;
using Xunit;

namespace Reconvene.Testing;

/// <summary>The server beside a simulated Zoom with an app that people consent to. Nobody is connected yet.</summary>
internal sealed class PersonWorld : IAsyncDisposable
{
    public const string Maria = "maria.keller@sim.example";
    public const string Priya = "priya.nair@sim.example";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly string[] Callbacks =
        ["/api/v1/oauth/zoom/callback", "/api/zoom/auth", "/auth/zoom/callback/", "/zoom/callback"];

    private PersonWorld(ServerUnderTest server, ZoomSimulator zoom, TestClock? clock)
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

    public AppView App => Control.OAuth.UserApp;

    /// <summary>Starts both. With a clock, both live by it.</summary>
    public static async Task<PersonWorld> StartAsync(
        TestEngine engine, TestClock? clock = null, Dictionary<string, string>? settings = null,
        Func<DbConnection, DbConnection>? decorate = null, bool withPhone = false)
    {
        var zoom = await ZoomSimulator.StartAsync(
            new SimulatorOptions { TimeProvider = clock ?? TimeProvider.System, WithPhoneScopes = withPhone }, CancellationToken.None);
        var all = new Dictionary<string, string>(settings ?? [], StringComparer.Ordinal);
        // Tests that are not about it neither wait for turns nor have films looked into.
        all.TryAdd("Zoom:SpaceCalls", "false");
        all.TryAdd("Recordings:ProbeMedia", "false");
        all.TryAdd("Zoom:ApiBaseUrl", new Uri(zoom.Address, "/v2").ToString());
        all.TryAdd("Zoom:OAuthUrl", new Uri(zoom.Address, "/oauth").ToString());
        all.TryAdd("Zoom:OAuthApp:ClientId", zoom.Control.OAuth.UserApp.ClientId);
        all.TryAdd("Zoom:OAuthApp:ClientSecret", zoom.Control.OAuth.UserApp.ClientSecret);
        all.TryAdd("Recordings:DiskReserveBytes", "0");
#pragma warning disable CA2000 // The world disposes both.
        var world = new PersonWorld(
            await ServerUnderTest.StartAsync(engine, clock, all, decorate: decorate), zoom, clock);
#pragma warning restore CA2000
        await world.PrepareAsync();
        return world;
    }

    /// <summary>Tells the server where its callback is at Zoom.</summary>
    public async Task CallBackAtAsync(string path)
    {
        var app = (await GetAsync("/api/v1/zoom-apps")).GetProperty("items").EnumerateArray()
            .Single(one => one.GetProperty("name").GetString() is "oauth");
        using var answer = await Owner.PatchAsJsonAsync(
            new Uri($"/api/v1/zoom-apps/{app.GetProperty("id").GetInt64()}", UriKind.Relative),
            new { redirect_uri = new Uri(Server.Address, path).ToString(), webhook_secrets = new[] { App.WebhookSecret } });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Begins as a caller of the API, and gives the address of Zoom's page.</summary>
    public async Task<Uri> BeginAsync(string path = "/api/v1/oauth/zoom/authorize", HttpClient? caller = null)
    {
        var answer = await (caller ?? Owner).GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative));
        return new Uri(answer.EnumerateObject().Single().Value.GetString()!);
    }

    /// <summary>Consents on Zoom's page; what Zoom leads back to.</summary>
    public Task<Uri> ConsentAsync(Uri page, string email = Maria) =>
        Control.OAuth.ConsentAsync(page, email, CancellationToken.None);

    /// <summary>Follows where Zoom leads, as a browser does.</summary>
    public async Task<Visit> ReturnAsync(Uri callback, string? cookie = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, callback);
        request.Headers.Add("Accept", "text/html,application/xhtml+xml");
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        using var answer = await Server.Anonymous.SendAsync(request);
        return new Visit(
            (int)answer.StatusCode,
            answer.Headers.Location?.OriginalString,
            answer.Headers.TryGetValues("Set-Cookie", out var set) ? set.First().Split(';')[0] : null);
    }

    /// <summary>Connects from begin to yes; the connection.</summary>
    public async Task<long> ConnectAsync(string email = Maria, string path = "/api/v1/oauth/zoom/authorize")
    {
        var visit = await ReturnAsync(await ConsentAsync(await BeginAsync(path), email));
        return await AnswerAsync(visit, isYes: true) is ConsentOutcome.Connected connected
            ? connected.Connection.Value
            : throw new InvalidOperationException($"Not connected: {visit}");
    }

    /// <summary>Answers the question that a visit was led to.</summary>
    public Task<ConsentOutcome> AnswerAsync(Visit visit, bool isYes) =>
        Server.Services.GetRequiredService<AnswerConsent>()
            .RunAsync(visit.Cookie?.Split('=', 2)[1], isYes, CancellationToken.None);

    /// <summary>One call to Zoom with the connection, by this node or another.</summary>
    public async Task<ZoomResult<ZoomUser>> CallAsync(long connection, ServerUnderTest? node = null)
    {
        var services = (node ?? Server).Services;
        var row = await services.GetRequiredService<ConnectionQueries>()
            .FindAsync(TenantId.First, new ConnectionId(connection), CancellationToken.None);
        return await services.GetRequiredService<ZoomClients>().For(row!).GetUserAsync("me", CancellationToken.None);
    }

    public async Task<bool> WorksAsync(long connection, ServerUnderTest? node = null) =>
        await CallAsync(connection, node) is ZoomResult<ZoomUser>.Ok;

    public async Task<JsonElement> GetAsync(string path) =>
        await Owner.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative));

    public Task<JsonElement> CredentialAsync(long id) => GetAsync($"/api/v1/credentials/{id}");

    public Task<JsonElement> PostAsync(string path, object body) => SendAsync(HttpMethod.Post, path, body);

    public Task<JsonElement> PatchAsync(string path, object body) => SendAsync(HttpMethod.Patch, path, body);

    /// <summary>Makes a source of everything that a connection sees.</summary>
    public async Task<long> SourceAsync(long connection) => (await PostAsync(
        "/api/v1/sources",
        new { name = "Mine", platform = "zoom", credential_id = connection, config = new { recording_type = "cloud" } }))
        .GetProperty("id").GetInt64();

    /// <summary>Runs a sync to its end and gives the task.</summary>
    public async Task<JsonElement> SyncAsync(long source)
    {
        using var answer = await Owner.PostAsync(new Uri($"/api/v1/sources/{source}/sync", UriKind.Relative), null);
        answer.EnsureSuccessStatusCode();
        var started = await answer.Content.ReadFromJsonAsync<JsonElement>();
        await DrainAsync();
        return await GetAsync($"/api/v1/tasks/{started.GetProperty("task_id").GetString()}");
    }

    public async Task DrainAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        await Control.WaitForWebhooksAsync(limit.Token);
        await Server.Services.GetRequiredService<WebhookPump>().DrainAsync(limit.Token);
        await Server.Services.GetRequiredService<JobDrain>().DrainAsync(Patience, limit.Token);
    }

    public int Asked(string grant) =>
        Control.OAuth.TokenRequests.Count(request => request.Ask.GrantType == grant);

    public int Revoked => Control.RouteCounts.GetValueOrDefault("POST /oauth/revoke");

    /// <summary>Until a request for a token waits in the simulator.</summary>
    public Task TokenAskedAsync() => Control.WaitForRequestAsync(
        request => request is { Route: "/oauth/token", IsFinished: false }, CancellationToken.None);

    /// <summary>Of the refreshes so far none overlapped another, and no token was shown twice.</summary>
    public void AssertEachPairUsedOnce()
    {
        var refreshes = Control.OAuth.TokenRequests.Where(request => request.Ask.GrantType is "refresh_token").ToList();
        Assert.All(refreshes, request => Assert.False(request.Ask.WasReplaced));
        Assert.All(refreshes, request => Assert.Empty(request.OverlapsWith));
        Assert.Equal(refreshes.Count, refreshes.Select(request => request.Ask.Generation).Distinct().Count());
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Zoom.DisposeAsync();
    }

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = JsonContent.Create(body) };
        using var answer = await Owner.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonSerializer.Deserialize<JsonElement>(text)
            : throw new InvalidOperationException($"{method} {path}: {(int)answer.StatusCode} {text}");
    }

    private async Task PrepareAsync()
    {
        // A key outlives the moves of the clock, which end a sign-in.
        Owner = await Server.OwnerAsync();
        var key = await PostAsync("/api/v1/api-keys", new { name = "tests", scope = "manage" });
        Owner = Server.Client(key.GetProperty("key").GetString());
        Control.OAuth.ChangeApp(App.ClientId, new AppChange
        {
            RedirectUris =
            [
                .. Callbacks.Select(path => new Uri(Server.Address, path).ToString()),
            ],
            WebhookTarget = new Uri(Server.Address, "/webhooks/zoom/oauth"),
        });
        await CallBackAtAsync("/api/v1/oauth/zoom/callback");
    }
}

/// <summary>What a browser was told.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Location">Where it is led.</param>
/// <param name="Cookie">Name and value of the cookie it was given.</param>
internal sealed record Visit(int Status, string? Location, string? Cookie);
