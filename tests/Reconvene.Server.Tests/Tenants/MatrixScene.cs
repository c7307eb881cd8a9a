using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Alerts;
using Reconvene.Server.Tests.Sources;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Tenants;

/// <summary>A first tenant that has one of everything, each with a canary where it has a text, and the ids of all of it.</summary>
internal sealed partial class MatrixScene : IAsyncDisposable
{
    public const string Canary = "canary-of-the-first-tenant";

    private const string NeverNumber = "987654321";
    private const string NeverTask = "01890000-0000-7000-8000-000000000000";

    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);

    private MatrixScene(World world, IReadOnlyList<ApiRoute> routes)
    {
        World = world;
        Routes = routes;
    }

    public World World { get; }

    public ServerUnderTest Server => World.Server;

    public IReadOnlyList<ApiRoute> Routes { get; }

    public IEnumerable<ApiRoute> Guarded => Routes.Where(route => route.IsGuarded);

    public static async Task<MatrixScene> StartAsync(TestEngine engine)
    {
        var world = await World.StartAsync(engine);
        world.Control.WebhookTarget = null;
        await world.Control.HoldMeetingAsync(new HoldMeeting { Topic = Canary, Host = "priya.nair@sim.example" }, CancellationToken.None);
        await SyncScene.OnlyAsync(world, SyncScene.UserId(world, "priya.nair@sim.example"));
        var task = await world.SyncAsync($"?from_date={world.Control.Now:yyyy-MM-dd}");
        await world.Owner.SendAsync(
            HttpMethod.Post, "/api/v1/zoom-apps", """{"name":"consent","client_id":"consent-client","client_secret":"canary-consent-secret"}""");
        var scene = new MatrixScene(world, ApiRoute.Read((await world.Server.Anonymous.SendAsync(HttpMethod.Get, "/openapi.json")).Json));
        await scene.NameAsync(task);
        return scene;
    }

    public Task<Answer> AskAsync(HttpClient client, ApiRoute route, bool isOwn)
    {
        var query = route.Entry.Query is { } text ? $"?{Fill(text, isOwn)}" : "";
        return client.SendAsync(route.Method, PathOf(route, isOwn) + query, route.Body is { } body ? Fill(body, isOwn) : null);
    }

    public string PathOf(ApiRoute route, bool isOwn) => Parameter().Replace(route.Path, match =>
    {
        if (match.Groups["name"].Value is "format")
        {
            return "json";
        }

        var before = route.Path[..match.Index].TrimEnd('/');
        return IdOf($"{before[(before.LastIndexOf('/') + 1)..]}/{match.Groups["name"].Value}", isOwn, route);
    });

    /// <summary>An answer without what must differ: the id that was asked for and the trace.</summary>
    public string WithoutIds(string text)
    {
        var plain = Regex.Replace(text, "\"trace_id\":\"[^\"]*\"", "", RegexOptions.None, TimeSpan.FromSeconds(1))
            .Replace(NeverNumber, "N", StringComparison.Ordinal).Replace(NeverTask, "N", StringComparison.Ordinal);
        return _ids.Values.OrderByDescending(id => id.Length).Distinct(StringComparer.Ordinal)
            .Aggregate(plain, (all, id) => Regex.Replace(all, $@"(?<![\w""]){Regex.Escape(id)}\b(?!\d)", "N", RegexOptions.None, TimeSpan.FromSeconds(1)))
            .Replace("\"status\":N", "\"status\":404", StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();

    private string Fill(string template, bool isOwn) => Reference().Replace(template, match => IdOf(match.Groups["key"].Value, isOwn));

    private string IdOf(string key, bool isOwn, ApiRoute? route = null)
    {
        Assert.True(_ids.ContainsKey(key), $"{route}: name an id of '{key}' in the scene of the matrix.");
        return isOwn ? _ids[key] : _ids[key].Length is 36 ? NeverTask : NeverNumber;
    }

    private async Task NameAsync(JsonElement task)
    {
        var recording = Assert.Single(await World.RecordingsAsync());
        Assert.True(
            recording.GetProperty("deliverables").GetArrayLength() > 0,
            $"{recording}\n{World.Explain(task)}\n{string.Join('\n', Server.LogLines.Where(line => line.StartsWith("Warning", StringComparison.Ordinal)))}");
        var credential = await World.GetAsync($"/api/v1/credentials/{World.Credential}");
        _ids["credentials/id"] = World.Credential.ToString(CultureInfo.InvariantCulture);
        _ids["sources/id"] = World.Source.ToString(CultureInfo.InvariantCulture);
        _ids["zoom-apps/id"] = credential.GetProperty("zoom_app_id").ToString();
        _ids["recordings/id"] = recording.GetProperty("id").ToString();
        _ids["download/meeting_id"] = recording.GetProperty("meeting_id").ToString();
        _ids["files/file_id"] = recording.GetProperty("files")[0].GetProperty("id").ToString();
        _ids["deliverables/id"] = recording.GetProperty("deliverables")[0].GetProperty("id").ToString();
        _ids["versions/version"] = "1";
        var template = await World.Owner.SendAsync(HttpMethod.Post, "/api/v1/templates", $$"""{"name":"of-the-matrix","title":"{{Canary}}"}""");
        _ids["templates/name"] = template.Json.GetProperty("name").GetString()!;
        _ids["tasks/task_id"] = task.GetProperty("task_id").GetString()!;
        await NameAccountsAsync();
    }

    private async Task NameAccountsAsync()
    {
        var key = await World.Owner.SendAsync(HttpMethod.Post, "/api/v1/api-keys", $$"""{"name":"{{Canary}}","scope":"read"}""");
        var invited = await World.Owner.SendAsync(
            HttpMethod.Post, "/api/v1/invitations", $$"""{"email":"{{Canary}}@example.org","role":"viewer"}""");
        await World.Owner.SendAsync(HttpMethod.Patch, "/api/v1/users/me", $$"""{"name":"{{Canary}}"}""");
        await World.Owner.SendAsync(HttpMethod.Put, "/api/v1/brand", $$"""{"name":"{{Canary}}"}""");
        using var logo = new ByteArrayContent(Pictures.Png());
        using var put = await World.Owner.PutAsync(new Uri("/api/v1/brand/logo", UriKind.Relative), logo);
        await using var work = await Server.Database.BeginAsync(CancellationToken.None);
        await Server.Services.GetRequiredService<Reconvene.Server.Platform.Alerts.Alerts>().RaiseAsync(
            work, new Alert(TenantId.First, "test.canary", "thing:1", AlertSeverity.Info, Canary), CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
        _ids["api-keys/id"] = key.Json.GetProperty("api_key").GetProperty("id").ToString();
        _ids["invitations/id"] = invited.Json.GetProperty("invitation").GetProperty("id").ToString();
        _ids["users/id"] = "1";
        _ids["tenants/id"] = "1";
    }

    [GeneratedRegex(@"\{(?<name>[^}:]+)[^}]*\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();

    [GeneratedRegex("<(?<key>[^>]+)>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
