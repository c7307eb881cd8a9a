using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Accounts;
using Reconvene.Server.Tests.Webhooks;
using Reconvene.Server.ZoomApps;
using Reconvene.Testing;
using Reconvene.Zoom;

namespace Reconvene.Server.Tests.ZoomApps;

public sealed class ZoomAppsTests
{
    private const string Route = "/api/v1/zoom-apps";

    private static readonly string[] HookSecrets = ["hook-secret-1", "hook-secret-2"];

    [Theory]
    [Engines]
    public async Task An_app_is_made_changed_and_removed_and_its_secrets_are_never_returned(TestEngine engine)
    {
        await using var host = await WebhookHost.StartAsync(engine);

        using var made = await host.Client.PostAsJsonAsync(Route, new
        {
            name = "club",
            client_id = "id-1",
            client_secret = "very-secret",
            redirect_uri = "https://example.com/cb",
            webhook_secrets = HookSecrets,
        });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var text = await made.Content.ReadAsStringAsync();
        Assert.DoesNotContain("secret-1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("very-secret", text, StringComparison.Ordinal);
        var app = JsonDocument.Parse(text).RootElement;
        Assert.Equal(2, app.GetProperty("webhook_secret_count").GetInt32());
        Assert.True(app.GetProperty("has_client_secret").GetBoolean());

        using var patched = await host.Client.PatchAsJsonAsync(made.Headers.Location, new { redirect_uri = "", name = "club-2" });
        var changed = await patched.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("club-2", changed.GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, changed.GetProperty("redirect_uri").ValueKind);
        Assert.Equal(2, changed.GetProperty("webhook_secret_count").GetInt32());
        Assert.True(changed.GetProperty("has_client_secret").GetBoolean());
        Assert.Equal(HttpStatusCode.OK, await WebhookHost.StatusAsync(host.PostAsync("""{"event":"x"}""", "hook-secret-2", "/webhooks/zoom/club-2")));

        Assert.Equal(HttpStatusCode.NoContent, await WebhookHost.StatusAsync(host.Client.DeleteAsync(made.Headers.Location)));
        Assert.Equal(HttpStatusCode.NotFound, await WebhookHost.StatusAsync(host.Client.GetAsync(made.Headers.Location)));
        Assert.Equal(HttpStatusCode.Unauthorized, await WebhookHost.StatusAsync(host.PostAsync("""{"event":"y"}""", "hook-secret-2")));
    }

    [Theory]
    [InlineData("""{"name":"deauth","client_id":"x"}""", 422)]
    [InlineData("""{"name":"Capital","client_id":"x"}""", 422)]
    [InlineData("""{"name":"with/slash","client_id":"x"}""", 422)]
    [InlineData("""{"name":"","client_id":"x"}""", 422)]
    [InlineData("""{"client_id":"x"}""", 422)]
    [InlineData("""{"name":"ok"}""", 422)]
    [InlineData("""{"name":"ok","client_id":""}""", 422)]
    [InlineData("""{"name":"ok","client_id":"x","redirect_uri":"javascript:alert(1)"}""", 422)]
    [InlineData("""{"name":"ok","client_id":"x","webhook_secrets":[""]}""", 422)]
    [InlineData("""{"name":"ok","client_id":"x","webhook_secrets":[null]}""", 422)]
    [InlineData("""{"name":"ok","client_id":"x","webhook_secrets":["a","b","c","d","e","f"]}""", 422)]
    [InlineData("""{"name":"school","client_id":"x"}""", 409)]
    [InlineData("""{"name":"ok","client_id":"client-of-school"}""", 409)]
    public async Task An_app_that_cannot_be_is_refused(string body, int status)
    {
        await using var host = await WebhookHost.StartAsync(TestEngine.Sqlite);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        Assert.Equal((HttpStatusCode)status, await WebhookHost.StatusAsync(host.Client.PostAsync(Route, content)));
    }

    [Theory]
    [Engines]
    public async Task Changing_to_a_name_that_is_taken_is_a_conflict(TestEngine engine)
    {
        await using var host = await WebhookHost.StartAsync(engine);
        var id = await host.MakeAppAsync("club", "s");

        Assert.Equal(HttpStatusCode.Conflict, await WebhookHost.StatusAsync(host.Client.PatchAsJsonAsync($"{Route}/{id}", new { name = "school" })));
    }

    [Theory]
    [Engines]
    public async Task An_app_in_use_is_not_removed_and_the_answer_says_by_what(TestEngine engine)
    {
        await using var host = await WebhookHost.StartAsync(engine);
        var id = await host.MakeAppAsync("club", "s");
        await host.MakeConnectionAsync(1, id, "account");

        using var response = await host.Client.DeleteAsync($"{Route}/{id}");

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Contains("'Acme'", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task Another_tenants_app_does_not_exist_and_its_name_is_taken(TestEngine engine)
    {
        await using var host = await WebhookHost.StartAsync(engine);
        await host.MakeTenantAsync();
        var theirs = await host.MakeAppAsync("theirs", "s", tenant: 2);

        Assert.Equal(HttpStatusCode.NotFound, await WebhookHost.StatusAsync(host.Client.GetAsync($"{Route}/{theirs}")));
        Assert.Equal(HttpStatusCode.NotFound, await WebhookHost.StatusAsync(host.Client.PatchAsJsonAsync($"{Route}/{theirs}", new { name = "mine" })));
        Assert.Equal(HttpStatusCode.NotFound, await WebhookHost.StatusAsync(host.Client.DeleteAsync($"{Route}/{theirs}")));
        Assert.Equal(HttpStatusCode.Conflict, await WebhookHost.StatusAsync(host.Client.PostAsJsonAsync(Route, new { name = "theirs", client_id = "x" })));
        var mine = await host.Client.GetFromJsonAsync<JsonElement>(Route);
        Assert.Equal("school", Assert.Single(mine.GetProperty("items").EnumerateArray()).GetProperty("name").GetString());
    }

    [Theory]
    [Engines]
    public async Task The_app_of_a_client_id_is_found_or_made_under_a_free_name(TestEngine engine)
    {
        await using var host = await WebhookHost.StartAsync(engine);
        var ensure = host.Services.GetRequiredService<EnsureZoomApp>();
        var ids = new List<ZoomAppId>();
        foreach (var clientId in new[] { "one", "two", "one", "client-of-school" })
        {
            await using var work = await host.Database.BeginAsync(CancellationToken.None);
            ids.Add(await ensure.RunAsync(work, TenantId.First, clientId, new Secret("s-" + clientId), CancellationToken.None));
            await work.CommitAsync(CancellationToken.None);
        }

        Assert.Equal(ids[0], ids[2]);
        Assert.Equal(
            ["school", "zoom", "zoom-2"],
            await host.Database.QueryAsync<string>("SELECT name FROM zoom_apps ORDER BY name", null, CancellationToken.None));
        var credential = await host.Services.GetRequiredService<ZoomAppCredentials>()
            .FindAsync(TenantId.First, ids[3], CancellationToken.None);
        Assert.Equal("s-client-of-school", credential!.ClientSecret.Reveal());
    }

    [Theory]
    [Engines]
    public async Task The_app_of_the_settings_stands_at_start_and_follows_them(TestEngine engine)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Zoom:WebhookSecret"] = "from-the-settings" };
        await using var host = await WebhookHost.StartAsync(engine, settings: settings);
        Assert.Equal(HttpStatusCode.OK, await WebhookHost.StatusAsync(host.PostAsync("""{"event":"x"}""", "from-the-settings", "/webhooks/zoom/default")));
        var first = await VersionAsync(host);

        await BootstrapAsync(host, new() { WebhookSecret = "from-the-settings" });
        Assert.Equal(first, await VersionAsync(host));

        await BootstrapAsync(host, new() { WebhookSecret = "newer", ClientId = "client", ClientSecret = "hush" });
        Assert.Equal(HttpStatusCode.Unauthorized, await WebhookHost.StatusAsync(host.PostAsync("""{"event":"y"}""", "from-the-settings")));
        Assert.Equal(HttpStatusCode.OK, await WebhookHost.StatusAsync(host.PostAsync("""{"event":"y"}""", "newer")));
        Assert.Equal("client", await host.Database.FindAsync<string>(
            "SELECT client_id FROM zoom_apps WHERE name = 'default' AND tenant_id = 1", null, CancellationToken.None));
    }

    [Theory]
    [Engines]
    public async Task A_secret_given_on_another_node_proves_an_event_within_seconds(TestEngine engine)
    {
        await using var host = await WebhookHost.StartAsync(engine);
        var id = await host.MakeAppAsync("club", "old-secret");
        var seals = host.Services.GetRequiredService<ZoomAppSeals>();
        var place = await seals.SealWebhookSecretsAsync(TenantId.First, new(id), ["new-secret"], CancellationToken.None);
        await host.ExecuteAsync("UPDATE zoom_apps SET webhook_secrets_sealed = @place WHERE id = @id AND tenant_id = 1", new { place, id });

        Assert.Equal(HttpStatusCode.Unauthorized, await WebhookHost.StatusAsync(host.PostAsync("""{"event":"x"}""", "new-secret")));
        host.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(HttpStatusCode.OK, await WebhookHost.StatusAsync(host.PostAsync("""{"event":"x"}""", "new-secret")));
    }

    private static Task BootstrapAsync(WebhookHost host, BootstrapZoomAppOptions options) =>
        ActivatorUtilities.CreateInstance<BootstrapZoomApp>(host.Services, Microsoft.Extensions.Options.Options.Create(options))
            .RunAsync(CancellationToken.None);

    private static Task<long> VersionAsync(WebhookHost host) => host.Database.FindAsync<long>(
        "SELECT version FROM zoom_apps WHERE name = 'default' AND tenant_id = 1", null, CancellationToken.None)!;
}
