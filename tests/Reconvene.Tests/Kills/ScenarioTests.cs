using System.Net.Http.Json;
using System.Text.Json;
using Reconvene.Client;
using Reconvene.Client.Connections;
using Reconvene.Client.Ledger;
using Reconvene.Client.Sources;
using Reconvene.Client.Tasks;
using Reconvene.Testing;
using SyncStarted = Reconvene.Client.Sources.SyncStarted;

namespace Reconvene.Tests.Kills;

/// <summary>As a person would: both programs from the command line, Zoom's stand-in and the server.</summary>
public sealed class ScenarioTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Simulator_and_server_on_the_command_line_sync_a_source_to_success_though_the_server_is_killed_twice()
    {
        using var folder = new TestFolder();
        await using var simulator = ChildHost.Start(folder.Path, ["simulate", "--urls", "http://127.0.0.1:0"]);
        var zoom = await simulator.WaitUntilReadyAsync();
        using var data = new OwnedData(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ZOOM_API_BASE_URL"] = new Uri(zoom, "/v2").AbsoluteUri,
            ["ZOOM_OAUTH_URL"] = new Uri(zoom, "/oauth").AbsoluteUri,
        });
        await data.SetUpAsync();

        var (key, task) = await DieInSyncAsync(data, await WorldAsync(zoom));
        await DieInDownloadAsync(data);

        await using var server = data.Serve();
        using var client = ReconveneClient.Connect(await server.WaitUntilReadyAsync(), key);
        Assert.Equal(TaskStates.Success, (await EndOfAsync(client, task, server)).State);
        await foreach (var each in client.ListAsync<TaskView>("api/v1/tasks?limit=300", CancellationToken.None))
        {
            Assert.Equal(TaskStates.Success, (await EndOfAsync(client, each.TaskId, server)).State);
        }

        var days = await client.GetAsync<IReadOnlyList<LedgerDay>>($"api/v1/ledger?from={DaysAgo(45):O}", CancellationToken.None);
        Assert.NotEqual(0, days.Sum(day => day.Held));
        Assert.All(days, day => Assert.Empty(day.Missing));
        Assert.Equal(0, days.Sum(day => day.Queued));
    }

    private static async Task<(string Key, string Task)> DieInSyncAsync(OwnedData data, JsonElement world)
    {
        await using var server = data.Serve(new KillPoint("sync.page", AtStop: true, 2));
        var address = await server.WaitUntilReadyAsync();
        var key = await data.KeyAsync(address);
        using var client = ReconveneClient.Connect(address, key);
        var credential = await client.PostAsync<CredentialView>(
            "api/v1/credentials/",
            new AddCredentialRequest
            {
                Platform = "zoom",
                AccountName = "my_zoom_account",
                Credentials = new ZoomCredentials
                {
                    AccountId = world.GetProperty("account_id").GetString(),
                    ClientId = world.GetProperty("client_id").GetString(),
                    ClientSecret = world.GetProperty("client_secret").GetString(),
                },
            },
            CancellationToken.None);
        var source = await client.PostAsync<SourceView>(
            "api/v1/sources",
            new AddSourceRequest
            {
                Name = "My Zoom Recordings",
                Platform = "ZOOM",
                CredentialId = credential.Id,
                Config = new ZoomSourceConfig { RecordingType = "cloud" },
            },
            CancellationToken.None);
        var started = await client.PostAsync<SyncStarted>(
            $"api/v1/sources/{source.Id}/sync?from_date={DaysAgo(45):O}", null, CancellationToken.None);
        Assert.Equal(Stage.DiedBySigKill, await server.WaitForExitAsync());
        return (key, started.TaskId);
    }

    private static async Task DieInDownloadAsync(OwnedData data)
    {
        await using var server = data.Serve(new KillPoint("download.rename", AtStop: false, 3));
        Assert.Equal(Stage.DiedBySigKill, await server.WaitForExitAsync());
    }

    private static async Task<JsonElement> WorldAsync(Uri zoom)
    {
        using var http = new HttpClient();
        return await http.GetFromJsonAsync<JsonElement>(new Uri(zoom, "/_control/world"));
    }

    private static async Task<TaskView> EndOfAsync(ReconveneClient client, string task, ChildHost server)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        while (true)
        {
            var view = await client.GetAsync<TaskView>($"api/v1/tasks/{task}", CancellationToken.None);
            if (view.HasEnded())
            {
                return view;
            }

            Assert.False(limit.IsCancellationRequested, $"{view}\n{server.Error}");
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private static DateOnly DaysAgo(int days) =>
        DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-days);
}
