using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Webhooks.Pump;
using Reconvene.Server.ZoomApps;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Webhooks;

/// <summary>The real host on a loopback port, with an app <c>school</c> of tenant 1. A caller is who its header says.</summary>
internal sealed class WebhookHost : IAsyncDisposable
{
    public const string Secret = "the-secret-token-of-the-school";
    public const string TenantHeader = "X-Test-Tenant";

    private readonly TestDatabase _database;
    private readonly TestFolder _folder;
    private readonly WebApplication _app;

    private WebhookHost(TestDatabase database, TestFolder folder, WebApplication app, TestClock clock, DatabaseSwitch power)
    {
        _database = database;
        _folder = folder;
        _app = app;
        Clock = clock;
        Power = power;
        Address = new Uri(app.Urls.First());
        Client = new HttpClient { BaseAddress = Address };
    }

    public TestClock Clock { get; }

    public DatabaseSwitch Power { get; }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public Database Database => _app.Services.GetRequiredService<Database>();

    public DatabaseOptions DatabaseOptions => _database.Options;

    public static async Task<WebhookHost> StartAsync(
        TestEngine engine,
        IWebhookHandler? handler = null,
        IReadOnlyDictionary<string, string?>? settings = null)
    {
        var database = await TestDatabase.CreateAsync(engine);
        var folder = new TestFolder();
        var clock = new TestClock();
        var power = new DatabaseSwitch();
        var app = ReconveneServer.Build(
            new ServerOptions(folder.Path, "http://127.0.0.1:0", database.Options, folder.Path),
            builder =>
            {
                builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>(StringComparer.Ordinal));
                builder.Services.AddSingleton<TimeProvider>(clock);
                builder.Services.AddSingleton(new Database(database.Options, power.Connect));
                builder.Services.AddSingleton<IStartupFilter, CallerOfHeader>();
                builder.Services.AddAuthorizationBuilder()
                    .AddPolicy(Policies.Owner, policy => policy.RequireAssertion(_ => true));
                if (handler is not null)
                {
                    builder.Services.AddSingleton(handler);
                }
            });
        await ReconveneServer.StartAsync(app, CancellationToken.None);
        var host = new WebhookHost(database, folder, app, clock, power);
        await host.MakeAppAsync("school", Secret);
        return host;
    }

    public static string Sign(string secret, string timestamp, ReadOnlySpan<byte> body) =>
        "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.UTF8.GetBytes($"v0:{timestamp}:"), .. body]));

    /// <summary>What Zoom would send to any server whose secret is <see cref="Secret"/>.</summary>
    public static HttpRequestMessage Request(string body, DateTimeOffset at)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var now = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/zoom") { Content = new ByteArrayContent(bytes) };
        request.Headers.TryAddWithoutValidation("x-zm-signature", Sign(Secret, now, bytes));
        request.Headers.TryAddWithoutValidation("x-zm-request-timestamp", now);
        return request;
    }

    public async Task<long> MakeAppAsync(string name, string secret, long tenant = 1)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/zoom-apps")
        {
            Content = JsonContent.Create(new { name, client_id = $"client-of-{name}", webhook_secrets = new[] { secret } }),
        };
        request.Headers.Add(TenantHeader, $"{tenant}");
        using var response = await Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64();
    }

    public string Now(TimeSpan offset = default) => $"{(Clock.GetUtcNow() + offset).ToUnixTimeSeconds()}";

    public Task<HttpResponseMessage> PostAsync(
        string body, string secret = Secret, string path = "/webhooks/zoom", TimeSpan offset = default) =>
        PostAsync(Encoding.UTF8.GetBytes(body), secret, path, offset);

    public Task<HttpResponseMessage> PostAsync(
        byte[] body, string secret = Secret, string path = "/webhooks/zoom", TimeSpan offset = default)
    {
        var now = Now(offset);
        return SendAsync(body, Sign(secret, now, body), now, path);
    }

    public async Task<HttpResponseMessage> SendAsync(
        byte[] body, string? signature, string? timestamp, string path = "/webhooks/zoom")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        if (signature is not null)
        {
            request.Headers.TryAddWithoutValidation("x-zm-signature", signature);
        }

        if (timestamp is not null)
        {
            request.Headers.TryAddWithoutValidation("x-zm-request-timestamp", timestamp);
        }

        return await Client.SendAsync(request);
    }

    public static async Task<HttpStatusCode> StatusAsync(Task<HttpResponseMessage> sent)
    {
        using var response = await sent;
        return response.StatusCode;
    }

    public Task<int> DrainAsync() => Services.GetRequiredService<WebhookPump>().DrainAsync(CancellationToken.None);

    public Task<IReadOnlyList<EventRow>> EventsAsync() => Database.QueryAsync<EventRow>(
        "SELECT id, tenant_id, zoom_app_id, event, state, reason, attempts FROM webhook_events ORDER BY id",
        null,
        CancellationToken.None);

    public async Task ExecuteAsync(string sql, object? arguments = null)
    {
        await using var work = await Database.BeginAsync(CancellationToken.None);
        await work.ExecuteAsync(sql, arguments, CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
    }

    /// <summary>A second tenant, with its own data key.</summary>
    public async Task<TenantId> MakeTenantAsync(long id = 2)
    {
        await using var work = await Database.BeginAsync(CancellationToken.None);
        await work.ExecuteAsync(
            "INSERT INTO tenants (id, name, created_at) VALUES (@id, 'Other', 0)", new { id }, CancellationToken.None);
        await Services.GetRequiredService<Reconvene.Server.Platform.Secrets.Sealer>()
            .AddTenantAsync(work, new TenantId(id), CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
        return new TenantId(id);
    }

    public Task MakeConnectionAsync(long tenant, long app, string accountId) => ExecuteAsync(
        """
        INSERT INTO zoom_connections (tenant_id, zoom_app_id, platform, account_name, grant_kind, account_id,
            is_master_account, is_active, needs_reauth, created_at, updated_at, version)
        VALUES (@tenant, @app, 'zoom', 'Acme', 'server_to_server', @accountId, FALSE, TRUE, FALSE, 0, 0, 1)
        """,
        new { tenant, app, accountId });

    public async ValueTask DisposeAsync()
    {
        Power.IsOff = false;
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    private sealed class CallerOfHeader : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, following) =>
            {
                var tenant = long.TryParse(
                    context.Request.Headers[TenantHeader], CultureInfo.InvariantCulture, out var told) ? told : 1;
                context.Features.Set(new Caller(new TenantId(tenant), new UserId(1), Role.Owner));
                return following(context);
            });
            next(app);
        };
    }
}

internal sealed class EventRow
{
    public long Id { get; init; }

    public TenantId TenantId { get; init; }

    public ZoomAppId ZoomAppId { get; init; }

    public string Event { get; init; } = "";

    public string State { get; init; } = "";

    public string? Reason { get; init; }

    public int Attempts { get; init; }
}
