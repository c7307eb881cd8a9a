using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reconvene.Client;
using Reconvene.Client.Accounts;
using Reconvene.Client.Connections;
using Reconvene.Client.Sources;
using Reconvene.Client.Tasks;
using Reconvene.Client.ZoomApps;
using Reconvene.Hosting;
using Reconvene.Server;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;
using Reconvene.Simulator;
using Reconvene.Simulator.Control;
using Reconvene.Testing;
using SyncStarted = Reconvene.Client.Sources.SyncStarted;

namespace Reconvene.Tests.Kills;

/// <summary>
/// One installation on which the program comes and goes: simulated Zoom, data folder, database, owner, credential and
/// source. It is furnished by a server inside the test, so that every child that is started is one the test is about.
/// </summary>
internal sealed class Stage : IAsyncDisposable
{
    public const int DiedBySigKill = 137;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan BetweenGlances = TimeSpan.FromMilliseconds(1);

    private readonly TestFolder _folder = new();
    private readonly TestDatabase? _postgres;
    private readonly string _masterKey = Convert.ToBase64String(Guid.CreateVersion7().ToByteArray().Concat(new byte[16]).ToArray());
    private string? _key;

    private Stage(ZoomSimulator zoom, TestDatabase? postgres)
    {
        Zoom = zoom;
        _postgres = postgres;
        Database = new Database(DatabaseOptions);
    }

    public ZoomSimulator Zoom { get; }

    public SimulatorControl Control => Zoom.Control;

    /// <summary>The server's own database, to be looked into while nobody or somebody serves.</summary>
    public Database Database { get; }

    public string DataFolder => Path.Combine(_folder.Path, "data");

    public long Credential { get; private set; }

    public long Source { get; private set; }

    private DatabaseOptions DatabaseOptions => _postgres?.Options
        ?? new(Engine.Sqlite, SqliteSettings.ConnectionString(Path.Combine(DataFolder, "reconvene.db")));

    public static async Task<Stage> SetAsync(
        TestEngine engine, Dictionary<string, string>? settings = null, SimulatorOptions? options = null)
    {
        var zoom = await ZoomSimulator.StartAsync(options ?? new SimulatorOptions(), CancellationToken.None);
        var postgres = engine is TestEngine.Postgres ? await TestDatabase.CreateAsync(engine) : null;
        var stage = new Stage(zoom, postgres);
        try
        {
            await stage.FurnishAsync(new(settings ?? [], StringComparer.Ordinal));
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the program.</summary>
    public ChildHost Serve(KillPoint? killPoint = null, params IEnumerable<KeyValuePair<string, string?>> environment)
    {
        string[] database = _postgres is null ? [] : ["--database", _postgres.Options.ConnectionString];
        return ChildHost.Start(
            _folder.Path,
            ["serve", "--urls", "http://127.0.0.1:0", .. database],
            killPoint,
            new Dictionary<string, string?>(environment, StringComparer.Ordinal) { ["RECONVENE_MASTER_KEY"] = _masterKey });
    }

    public async Task<ReconveneClient> ClientAsync(ChildHost child) =>
        ReconveneClient.Connect(await child.WaitUntilReadyAsync(), _key);

    /// <summary>Asks for a sync. The server may die of it before it answers; what it took on stands.</summary>
    public async Task StartSyncAsync(ReconveneClient client, int days = 45)
    {
        var from = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-days);
        try
        {
            await client.PostAsync<SyncStarted>($"api/v1/sources/{Source}/sync?from_date={from:O}", null, CancellationToken.None);
        }
        catch (ServerUnreachableException)
        {
            // Died in between: the test sees by the exit code that it was meant to.
        }
    }

    /// <summary>Asks for something long, and reads no further than its headers.</summary>
    public async Task<HttpResponseMessage> OpenAsync(Uri server, string path)
    {
#pragma warning disable CA2000 // The answer lives by it; both end with the test.
        var client = new HttpClient();
#pragma warning restore CA2000
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server, path));
        request.Headers.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", _key);
        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, CancellationToken.None);
        answer.EnsureSuccessStatusCode();
        return answer;
    }

    /// <summary>Lets the program die at each point in turn, then serves until all work has ended.</summary>
    /// <param name="points">Where it dies, start after start.</param>
    /// <param name="begin">Asks the first child for the work.</param>
    public async Task<IReadOnlyList<Death>> DieAtAsync(
        IEnumerable<KillPoint> points, Func<ChildHost, ReconveneClient, Task> begin)
    {
        var deaths = new List<Death>();
        foreach (var point in points)
        {
            await using var child = Serve(point);
            if (deaths.Count is 0)
            {
                using var client = await ClientAsync(child);
                await begin(child, client);
            }

            var code = await child.WaitForExitAsync();
            Assert.True(code is DiedBySigKill, $"It ended with {code} and not at {point}. {child.Error}");
            deaths.Add(await Death.ReadAsync(this, point));
        }

        return deaths;
    }

    /// <summary>Serves until every task has ended, and gives them with what else there is.</summary>
    public async Task<Outcome> ServeToTheEndAsync()
    {
        await using var child = Serve();
        using var client = await ClientAsync(child);
        return await EndAsync(client, child);
    }

    /// <summary>Waits until every task has ended.</summary>
    public async Task<Outcome> EndAsync(ReconveneClient client, params ChildHost[] children)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(BetweenLooks, TimeProvider.System);
        IReadOnlyList<TaskView> tasks = [];
        try
        {
            do
            {
                tasks = await client.ListAsync<TaskView>("api/v1/tasks?limit=300", limit.Token).ToListAsync(limit.Token);
            }
            while (!tasks.All(task => task.HasEnded()) && await timer.WaitForNextTickAsync(limit.Token));
        }
        catch (OperationCanceledException late) when (limit.IsCancellationRequested)
        {
            var open = string.Join('\n', tasks.Where(task => !task.HasEnded()));
            throw new TimeoutException(
                $"Work did not end:\n{open}\n{string.Join('\n', children.Select(child => child.Error))}", late);
        }

        return await Outcome.ReadAsync(this, client, tasks, string.Join('\n', children.Select(child => child.Error)));
    }

    /// <summary>Looks until it is so.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo, string what, ChildHost? child = null)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(BetweenGlances, TimeProvider.System);
        while (!await isSo())
        {
            if (limit.IsCancellationRequested)
            {
                throw new TimeoutException($"It never came to pass that {what}. {child?.Error}");
            }

            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await Zoom.DisposeAsync();
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task FurnishAsync(Dictionary<string, string> settings)
    {
        // Tests that are not about them do not wait for turns.
        settings.TryAdd("Zoom:SpaceCalls", "false");
        settings.TryAdd("Zoom:ApiBaseUrl", new Uri(Zoom.Address, "/v2").ToString());
        settings.TryAdd("Zoom:OAuthUrl", new Uri(Zoom.Address, "/oauth").ToString());
        settings.TryAdd("Recordings:DiskReserveBytes", "0");
        settings.TryAdd("Sources:SyncEvery", "0");
        if (_postgres is not null)
        {
            // A node of this name takes its own work up at once; without one it waits until its former self counts as dead.
            settings.TryAdd("Jobs:NodeName", "one");
        }

        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "reconvene.json"), JsonSerializer.Serialize(settings));
        Directory.CreateDirectory(DataFolder);
        var options = new ServerOptions(
            DataFolder,
            "http://127.0.0.1:0",
            _postgres?.Options,
            _folder.Path,
            new Dictionary<string, string?>(settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)), StringComparer.Ordinal)
            {
                ["RECONVENE_MASTER_KEY"] = _masterKey,
            });
        await using var app = ReconveneServer.Build(options, Quieten);
        await ReconveneServer.StartAsync(app, CancellationToken.None);
        await OwnerSetup.EnsureAsync(app.Services, OwnedData.Email, OwnedData.Password, CancellationToken.None);
        using var anonymous = ReconveneClient.Connect(new Uri(app.Urls.First()), null);
        await FillAsync(anonymous);
        await app.StopAsync();
    }

    private async Task FillAsync(ReconveneClient anonymous)
    {
        var stop = CancellationToken.None;
        var login = await anonymous.PostAsync<LoginAnswer>(
            "api/v1/auth/login", new LoginRequest(OwnedData.Email, OwnedData.Password), stop);
        using var owner = anonymous.WithKey(login.AccessToken);
        _key = (await owner.PostAsync<ApiKeyMade>("api/v1/api-keys", new ApiKeyRequest("test", ApiKeyScope.Manage), stop)).Key;
        var world = Control.World();
        var credential = await owner.PostAsync<CredentialView>(
            "api/v1/credentials/",
            new AddCredentialRequest
            {
                Platform = "zoom",
                AccountName = "my_zoom_account",
                Credentials = new ZoomCredentials
                {
                    AccountId = world.AccountId, ClientId = world.ClientId, ClientSecret = world.ClientSecret,
                },
            },
            stop);
        Credential = credential.Id;
        await owner.PatchAsync<ZoomAppView>(
            $"api/v1/zoom-apps/{credential.ZoomAppId}", new ZoomAppChange { WebhookSecrets = [world.WebhookSecret] }, stop);
        var source = await owner.PostAsync<SourceView>(
            "api/v1/sources",
            new AddSourceRequest
            {
                Name = "My Zoom Recordings", Platform = "ZOOM", CredentialId = Credential, Config = new ZoomSourceConfig { RecordingType = "cloud" },
            },
            stop);
        Source = source.Id;
    }

    private static void Quieten(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(new PasswordCost(1_000));
    }
}
