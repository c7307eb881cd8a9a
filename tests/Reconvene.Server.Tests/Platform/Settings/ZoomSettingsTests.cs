using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Reconvene.Server.Jobs;
using Reconvene.Simulator;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Platform.Settings;

/// <summary>The account that the environment brings along.</summary>
public sealed class ZoomSettingsTests
{
    [Theory]
    [Engines]
    public async Task With_the_three_settings_a_connection_exists_from_the_first_start_and_a_restart_makes_no_second(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine, settings: Settings("Ab1CdEf2GhIjKlMnO", "Tex0m1WATNWdFfnbBmwjSg", "canary-secret-of-env"));
        var owner = await server.OwnerAsync();
        var first = (await owner.SendAsync(HttpMethod.Get, "/api/v1/credentials")).Json.GetProperty("items");
        var only = Assert.Single(first.EnumerateArray());
        Assert.Equal("Ab1CdEf2GhIjKlMnO", only.GetProperty("account_id").GetString());
        Assert.Equal("Tex0m1WATNWdFfnbBmwjSg", only.GetProperty("client_id").GetString());
        Assert.Equal("server_to_server", only.GetProperty("type").GetString());
        Assert.DoesNotContain("canary", first.GetRawText(), StringComparison.Ordinal);

        await server.RestartAsync();

        var again = await (await server.OwnerAsync()).SendAsync(HttpMethod.Get, "/api/v1/credentials");
        Assert.Equal(first.GetRawText(), again.Json.GetProperty("items").GetRawText());
        Assert.DoesNotContain(server.LogLines, line => line.Contains("canary", StringComparison.Ordinal));
    }

    [Theory]
    [Engines]
    public async Task The_names_of_the_guides_work_in_a_dot_env_file_as_they_stand(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        await server.StopAsync();
        await File.WriteAllTextAsync(Path.Combine(server.Folder.Path, ".env"), """
            # Zoom
            ZOOM_ACCOUNT_ID=Ab1CdEf2GhIjKlMnO
            export ZOOM_CLIENT_ID="Tex0m1WATNWdFfnbBmwjSg"
            ZOOM_CLIENT_SECRET='canary-secret-of-env'   
            ZOOM_API_BASE_URL=

            """);

        await server.RestartAsync();
        await server.RestartAsync();

        var items = (await (await server.OwnerAsync()).SendAsync(HttpMethod.Get, "/api/v1/credentials")).Json.GetProperty("items");
        Assert.Equal("Ab1CdEf2GhIjKlMnO", Assert.Single(items.EnumerateArray()).GetProperty("account_id").GetString());
    }

    [Theory]
    [Engines]
    public async Task A_mended_secret_in_the_settings_revives_the_connection_at_the_next_start(TestEngine engine)
    {
        await using var zoom = await ZoomSimulator.StartAsync(new SimulatorOptions(), CancellationToken.None);
        var world = zoom.Control.World();
        var settings = Settings(world.AccountId, world.ClientId, "canary-wrong-secret");
        settings["Zoom:ApiBaseUrl"] = new Uri(zoom.Address, "/v2").ToString();
        settings["Zoom:OAuthUrl"] = new Uri(zoom.Address, "/oauth").ToString();
        await using var server = await ServerUnderTest.StartAsync(engine, settings: settings);
        var owner = await server.OwnerAsync();
        Assert.Equal("FAILURE", await SyncAsync(server, owner));
        Assert.True((await owner.SendAsync(HttpMethod.Get, "/api/v1/credentials/1")).Json.GetProperty("needs_reauth").GetBoolean());

        await server.StopAsync();
        settings["Zoom:ClientSecret"] = world.ClientSecret;
        await File.WriteAllTextAsync(
            Path.Combine(server.Folder.Path, "reconvene.json"), System.Text.Json.JsonSerializer.Serialize(settings));
        await server.RestartAsync();

        owner = await server.OwnerAsync();
        Assert.False((await owner.SendAsync(HttpMethod.Get, "/api/v1/credentials/1")).Json.GetProperty("needs_reauth").GetBoolean());
        Assert.Equal("SUCCESS", await SyncAsync(server, owner));
    }

    [Theory]
    [Engines]
    public async Task A_half_configured_server_refuses_to_start_names_every_wrong_setting_and_leaves_no_trace(TestEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        using var folder = new TestFolder();
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Zoom:AccountId"] = "Ab1CdEf2GhIjKlMnO",
            ["Zoom:ClientSecret"] = "canary",
            ["Zoom:ApiBaseUrl"] = "http://evil.example/v2",
            ["Jobs:Threads"] = "0",
            ["Http:PublicUrl"] = "example",
        };
        var data = Path.Combine(folder.Path, "data");
        await using var app = ReconveneServer.Build(new ServerOptions(data, "http://127.0.0.1:0", database.Options, Settings: settings));

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => ReconveneServer.StartAsync(app, CancellationToken.None));

        foreach (var name in new[] { "ClientSecret", "ZOOM_CLIENT_ID", "ZOOM_API_BASE_URL", "Threads", "PublicUrl" })
        {
            Assert.Contains(refused.Failures, failure => failure.Contains(name, StringComparison.OrdinalIgnoreCase));
        }

        Assert.DoesNotContain("canary", refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(data));
    }

    private static Dictionary<string, string> Settings(string account, string client, string secret) => new(StringComparer.Ordinal)
    {
        ["Zoom:AccountId"] = account,
        ["Zoom:ClientId"] = client,
        ["Zoom:ClientSecret"] = secret,
    };

    private static async Task<string> SyncAsync(ServerUnderTest server, HttpClient owner)
    {
        var source = await owner.SendAsync(
            HttpMethod.Post, "/api/v1/sources", """{"name":"s","platform":"zoom","credential_id":1,"config":{"user_id":"me"}}""");
        var started = await owner.SendAsync(
            HttpMethod.Post, $"/api/v1/sources/{source.Json.GetProperty("id")}/sync?from_date={TimeProvider.System.GetUtcNow():yyyy-MM-dd}");
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await server.Services.GetRequiredService<JobDrain>().DrainAsync(TimeSpan.FromMinutes(1), limit.Token);
        return (await owner.SendAsync(HttpMethod.Get, $"/api/v1/tasks/{started.Json.GetProperty("task_id").GetString()}"))
            .Json.GetProperty("state").GetString()!;
    }
}
