using System.Data.Common;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reconvene.Server;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Data.Integrity;

namespace Reconvene.Testing;

/// <summary>
/// The whole server on a free loopback port, with a database and a folder of its own. Passwords are hashed cheaply, so
/// that a test that is not about them does not pay for them.
/// </summary>
internal sealed class ServerUnderTest : IAsyncDisposable
{
    public const string OwnerEmail = "owner@example.org";
    public const string OwnerPassword = "canary-password-owner";

    private readonly TestDatabase _database;
    private readonly bool _isGuest;
    private readonly TestClock? _clock;
    private readonly Action<WebApplicationBuilder>? _adjust;
    private readonly Func<DbConnection, DbConnection>? _decorate;
    private readonly CapturedLog _log = new();
    private readonly List<HttpClient> _clients = [];

    private WebApplication? _app;
    private HttpClient? _anonymous;

    private ServerUnderTest(
        TestDatabase database,
        TestClock? clock,
        Action<WebApplicationBuilder>? adjust,
        Func<DbConnection, DbConnection>? decorate,
        bool isGuest = false)
    {
        _database = database;
        _isGuest = isGuest;
        _clock = clock;
        _adjust = adjust;
        _decorate = decorate;
    }

    /// <summary>The data folder's parent; <c>reconvene.json</c> with the settings stands in it.</summary>
    public TestFolder Folder { get; } = new();

    public string DataFolder => Path.Combine(Folder.Path, "data");

    /// <summary>Files of recordings on the disk, whole or not; the mark of their folder is none.</summary>
    public IReadOnlyList<string> MediaFiles => [.. Directory
        .EnumerateFiles(Path.Combine(DataFolder, "media"), "*", SearchOption.AllDirectories)
        .Where(path => Path.GetFileName(path) is not "installation.id")];

    public DatabaseOptions DatabaseOptions => _database.Options;

    public IServiceProvider Services => App.Services;

    public Database Database => Services.GetRequiredService<Database>();

    public Uri Address => new(App.Urls.First());

    /// <summary>Everything logged so far, over all starts.</summary>
    public IReadOnlyList<string> LogLines => _log.Lines;

    /// <summary>A client that is not signed in and follows no redirect.</summary>
    public HttpClient Anonymous => _anonymous ??= Client();

    /// <summary>The code that the server printed for its first owner.</summary>
    public string SetupCode => LogLines
        .Select(line => line.Split("Setup code: "))
        .Last(parts => parts.Length is 2)[1]
        .Split(' ')[0];

    private WebApplication App => _app ?? throw new InvalidOperationException("The server is stopped.");

    /// <summary>Starts the server.</summary>
    /// <param name="engine">The database engine.</param>
    /// <param name="clock">The clock to move by hand; the real one when left out.</param>
    /// <param name="settings">Names such as <c>Http:PublicUrl</c>, written into <c>reconvene.json</c>.</param>
    /// <param name="adjust">Last word on the services.</param>
    /// <param name="decorate">Wraps each database connection, to inject faults.</param>
    /// <param name="proxy">Stands between the server and PostgreSQL.</param>
    public static async Task<ServerUnderTest> StartAsync(
        TestEngine engine,
        TestClock? clock = null,
        Dictionary<string, string>? settings = null,
        Action<WebApplicationBuilder>? adjust = null,
        Func<DbConnection, DbConnection>? decorate = null,
        TcpProxy? proxy = null)
    {
        var server = new ServerUnderTest(await TestDatabase.CreateAsync(engine, proxy), clock, adjust, decorate);
        try
        {
            await server.SetAsync(settings ?? []);
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// A second server beside this one: the same database, master key and settings, a folder of its own, whose media count as
    /// the same.
    /// </summary>
    /// <param name="settings">Other settings than this one's; null for the same.</param>
    public async Task<ServerUnderTest> SecondNodeAsync(Dictionary<string, string>? settings = null)
    {
        var other = new ServerUnderTest(_database, _clock, _adjust, _decorate, isGuest: true);
        try
        {
            Directory.CreateDirectory(Path.Combine(other.DataFolder, "media"));
            File.Copy(Path.Combine(DataFolder, "media", "installation.id"), Path.Combine(other.DataFolder, "media", "installation.id"));
            if (File.Exists(Path.Combine(DataFolder, "master.key")))
            {
                File.Copy(Path.Combine(DataFolder, "master.key"), Path.Combine(other.DataFolder, "master.key"));
            }

            File.Copy(Path.Combine(Folder.Path, "reconvene.json"), Path.Combine(other.Folder.Path, "reconvene.json"));
            if (settings is not null)
            {
                await other.SetAsync(settings);
            }

            await other.StartAsync();
            return other;
        }
        catch
        {
            await other.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes other settings, in force from the next start.</summary>
    public Task SetAsync(Dictionary<string, string> settings) =>
        File.WriteAllTextAsync(Path.Combine(Folder.Path, "reconvene.json"), JsonSerializer.Serialize(settings));

    /// <summary>Stops the server and starts it again on the same database, folder and settings.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    /// <summary>Stops the server; what it kept stays.</summary>
    public async Task StopAsync()
    {
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        _clients.Clear();
        _anonymous = null;
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
            _app = null;
        }
    }

    /// <summary>A new client, with a bearer credential when one is given.</summary>
    public HttpClient Client(string? bearer = null)
    {
#pragma warning disable CA2000 // The client disposes it.
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = Address,
        };
#pragma warning restore CA2000
        if (bearer is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        }

        _clients.Add(client);
        return client;
    }

    /// <summary>A client signed in as the owner, who is made with the printed code when there is none yet.</summary>
    public async Task<HttpClient> OwnerAsync() => Client(await OwnerTokenAsync());

    public async Task<string> OwnerTokenAsync()
    {
        var state = await Anonymous.GetFromJsonAsync<JsonElement>("/api/v1/auth/setup");
        using var answer = state.GetProperty("completed").GetBoolean()
            ? await Anonymous.PostAsJsonAsync("/api/v1/auth/login", new { email = OwnerEmail, password = OwnerPassword })
            : await Anonymous.PostAsJsonAsync(
                "/api/v1/auth/setup",
                new { setup_code = SetupCode, email = OwnerEmail, password = OwnerPassword });
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"No sign-in: {await answer.Content.ReadAsStringAsync()}");
        }

        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    /// <summary>Adds a person to the first tenant, or to another one, which is made when it is new.</summary>
    public async Task<string> AddPersonAsync(Role role, long tenant = 1)
    {
        var name = $"{role}{tenant}".ToUpperInvariant();
        var now = (_clock ?? TimeProvider.System).GetUtcNow();
        await using var work = await Database.BeginAsync(CancellationToken.None);
        await work.ExecuteAsync(
            "INSERT INTO tenants (id, name, created_at) VALUES (@tenant, 'Another', @now) ON CONFLICT (id) DO NOTHING",
            new { tenant, now },
            CancellationToken.None);
        var user = await work.SingleAsync<UserRow>(
            """
            INSERT INTO users
                (tenant_id, email, name, password_hash, role, is_operator, locale, stamp, created_at, updated_at, version)
            VALUES (@tenant, @email, @name, 'none', @role, FALSE, 'en', @name, @now, @now, 1)
            RETURNING id, tenant_id, email, name, password_hash, role, is_operator, locale, stamp, created_at
            """,
            new { tenant, email = $"{name}@example.org", name, role = Policies.Of(role), now },
            CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
        return Services.GetRequiredService<AccessTokens>().Make(user);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (!_isGuest)
        {
            await _database.DisposeAsync();
        }

        _log.Dispose();
        Folder.Dispose();
    }

    private async Task StartAsync()
    {
        var options = new ServerOptions(DataFolder, "http://127.0.0.1:0", _database.Options, Folder.Path);
        _app = ReconveneServer.Build(options, Adjust);
        await ReconveneServer.StartAsync(_app, CancellationToken.None);
    }

    private void Adjust(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(_log);
        builder.Logging.AddFilter("Reconvene", LogLevel.Trace);
        builder.Services.AddSingleton(new PasswordCost(1_000));
        if (_clock is not null)
        {
            builder.Services.AddSingleton<TimeProvider>(_clock);
        }

        if (_decorate is not null)
        {
            builder.Services.AddSingleton(provider => new Database(_database.Options, _decorate, provider.GetRequiredService<Damage>()));
        }

        _adjust?.Invoke(builder);
    }
}
