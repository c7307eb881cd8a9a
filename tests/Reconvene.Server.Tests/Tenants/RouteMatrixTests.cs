using System.Text.Json;
using System.Text.RegularExpressions;
using Reconvene.Server.Accounts;
using Reconvene.Server.Tests.Platform.Secrets;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Tenants;

/// <summary>
/// Every route of the served document, with one's own id, another tenant's and one that never was, as nobody, as a
/// stranger and as a viewer. A new route is judged without a change here, or fails until its id is named below.
/// </summary>
public sealed partial class RouteMatrixTests
{
    private const string Canary = "canary-of-the-first-tenant";

    private static readonly string[] Unsettable = ["tenant_id", "role", "id", "is_active", "is_operator", "user_id", "version"];

    [Theory]
    [Engines]
    public async Task Another_tenants_id_is_answered_on_every_route_like_one_that_never_was_and_nothing_changes(TestEngine engine)
    {
        await using var scene = await Scene.StartAsync(engine);
        var before = await WholeDatabase.HashAsync(scene.World.Server.DatabaseOptions);
        foreach (var route in scene.Routes.Where(route => route.IsGuarded && route.HasId))
        {
            var theirs = await scene.Stranger.SendAsync(route.Method, scene.PathOf(route, isOwn: true), route.Body);
            var never = await scene.Stranger.SendAsync(route.Method, scene.PathOf(route, isOwn: false), route.Body);

            Assert.True(theirs.Code is 404, $"{route}: another tenant's id was answered {theirs.Code} {theirs.Text}");
            Assert.True(never.Code is 404, $"{route}: an id that never was was answered {never.Code} {never.Text}");
            Assert.True(
                scene.WithoutIds(theirs.Text) == scene.WithoutIds(never.Text),
                $"{route} tells them apart:\n{theirs.Text}\n{never.Text}");
        }

        await scene.World.DrainAsync();
        Assert.Equal(before, await WholeDatabase.HashAsync(scene.World.Server.DatabaseOptions));
    }

    [Theory]
    [Engines]
    public async Task Nothing_of_one_tenant_stands_in_what_another_lists(TestEngine engine)
    {
        await using var scene = await Scene.StartAsync(engine);
        foreach (var route in scene.Routes.Where(route => route.IsGuarded && !route.HasId && route.Method == HttpMethod.Get))
        {
            var mine = await scene.World.Owner.SendAsync(route.Method, route.Path);
            var theirs = await scene.Stranger.SendAsync(route.Method, route.Path);

            Assert.True(mine.Code < 500 && theirs.Code < 500, $"{route}: {mine.Code}, {theirs.Code}");
            Assert.DoesNotContain(Canary, theirs.Text, StringComparison.OrdinalIgnoreCase);
            if (theirs.Code is 200 && theirs.Text.StartsWith('{') && theirs.Json.TryGetProperty("items", out var items))
            {
                Assert.True(items.GetArrayLength() is 0, $"{route}: {theirs.Text}");
            }
        }
    }

    [Theory]
    [Engines]
    public async Task Nobody_gets_401_on_every_guarded_route_whatever_the_id(TestEngine engine)
    {
        await using var scene = await Scene.StartAsync(engine);
        foreach (var route in scene.Routes.Where(route => route.IsGuarded))
        {
            foreach (var isOwn in new[] { true, false })
            {
                var answer = await scene.World.Server.Anonymous.SendAsync(route.Method, scene.PathOf(route, isOwn), route.Body);
                Assert.True(answer.Code is 401, $"{route}: {answer.Code}");
            }
        }
    }

    [Theory]
    [Engines]
    public async Task A_viewer_reads_what_is_the_tenants_and_changes_nothing_but_what_is_their_own(TestEngine engine)
    {
        await using var scene = await Scene.StartAsync(engine);
        var viewer = scene.World.Server.Client(await scene.World.Server.AddPersonAsync(Role.Viewer));
        var before = await WholeDatabase.HashAsync(scene.World.Server.DatabaseOptions);
        foreach (var route in scene.Routes.Where(route => route.IsGuarded && !IsOfOneself(route)))
        {
            var answer = await viewer.SendAsync(route.Method, scene.PathOf(route, isOwn: true), route.Body);
            if (route.Method != HttpMethod.Get)
            {
                Assert.True(answer.Code is 403, $"{route}: {answer.Code} {answer.Text}");
            }
            else
            {
                Assert.True(answer.Code is 200 or 206 or 403, $"{route}: {answer.Code} {answer.Text}");
            }
        }

        Assert.Equal(before, await WholeDatabase.HashAsync(scene.World.Server.DatabaseOptions));
    }

    [Theory]
    [Engines]
    public async Task Fields_that_no_caller_may_set_are_refused_in_every_body_and_change_nothing(TestEngine engine)
    {
        await using var scene = await Scene.StartAsync(engine);
        var before = await WholeDatabase.HashAsync(scene.World.Server.DatabaseOptions);
        foreach (var route in scene.Routes.Where(route => route.IsGuarded && route.Members.Count > 0))
        {
            foreach (var field in Unsettable.Where(field => !route.Members.Contains(field)))
            {
                var answer = await scene.World.Owner.SendAsync(
                    route.Method, scene.PathOf(route, isOwn: true), $$"""{"{{field}}":2}""");
                Assert.True(answer.Code is 422, $"{route} with {field}: {answer.Code} {answer.Text}");
                Assert.Contains(field, answer.Fields, StringComparer.Ordinal);
            }
        }

        Assert.Equal(before, await WholeDatabase.HashAsync(scene.World.Server.DatabaseOptions));
    }

    /// <summary>What a person may do to themselves, whatever their role.</summary>
    private static bool IsOfOneself(Route route) =>
        route.Path.StartsWith("/api/v1/users/me", StringComparison.Ordinal)
        || route.Path.StartsWith("/api/v1/api-keys", StringComparison.Ordinal)
        || route.Path.StartsWith("/api/v1/auth/", StringComparison.Ordinal);

    [GeneratedRegex(@"\{(?<name>[^}:]+)[^}]*\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();

    internal sealed record Route(HttpMethod Method, string Path, bool IsGuarded, IReadOnlySet<string> Members)
    {
        public bool HasId => Path.Contains('{', StringComparison.Ordinal);

        public string? Body => Members.Count > 0 ? "{}" : null;

        public override string ToString() => $"{Method} {Path}";
    }

    private sealed class Scene : IAsyncDisposable
    {
        private const string NeverNumber = "987654321";
        private const string NeverTask = "01890000-0000-7000-8000-000000000000";
        private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);

        public required World World { get; init; }

        public required HttpClient Stranger { get; init; }

        public required IReadOnlyList<Route> Routes { get; init; }

        public static async Task<Scene> StartAsync(TestEngine engine)
        {
            var world = await World.StartAsync(engine);
            world.Control.WebhookTarget = null;
            await world.Control.HoldMeetingAsync(new HoldMeeting { Topic = Canary, Host = "priya.nair@sim.example" }, CancellationToken.None);
            await Sources.SyncScene.OnlyAsync(world, Sources.SyncScene.UserId(world, "priya.nair@sim.example"));
            var task = await world.SyncAsync($"?from_date={world.Control.Now:yyyy-MM-dd}");
            var scene = new Scene
            {
                World = world,
                Stranger = world.Server.Client(await NewTenant.AddAsync(world.Server)),
                Routes = await RoutesAsync(world),
            };
            await scene.NameAsync(task);
            return scene;
        }

        public string PathOf(Route route, bool isOwn) => Parameter().Replace(route.Path, match =>
        {
            if (match.Groups["name"].Value is "format")
            {
                return "json";
            }

            var before = route.Path[..match.Index].TrimEnd('/');
            var key = $"{before[(before.LastIndexOf('/') + 1)..]}/{match.Groups["name"].Value}";
            Assert.True(_ids.ContainsKey(key), $"{route}: name an id of '{key}' in the scene.");
            return isOwn ? _ids[key] : _ids[key].Length is 36 ? NeverTask : NeverNumber;
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

        private static async Task<IReadOnlyList<Route>> RoutesAsync(World world)
        {
            var document = (await world.Server.Anonymous.SendAsync(HttpMethod.Get, "/openapi.json")).Json;
            var routes = new List<Route>();
            foreach (var path in document.GetProperty("paths").EnumerateObject())
            {
                foreach (var operation in path.Value.EnumerateObject().Where(one => one.Name is "get" or "post" or "put" or "patch" or "delete"))
                {
                    routes.Add(new Route(
                        new HttpMethod(operation.Name.ToUpperInvariant()),
                        path.Name,
                        operation.Value.TryGetProperty("security", out _),
                        MembersOf(document, operation.Value)));
                }
            }

            Assert.True(routes.Count > 30, "The document lists hardly anything: the matrix would prove nothing.");
            return routes;
        }

        private static HashSet<string> MembersOf(JsonElement document, JsonElement operation)
        {
            if (!operation.TryGetProperty("requestBody", out var body)
                || !body.GetProperty("content").TryGetProperty("application/json", out var json))
            {
                return [];
            }

            var schema = json.GetProperty("schema");
            if (schema.TryGetProperty("$ref", out var name))
            {
                schema = document.GetProperty("components").GetProperty("schemas").GetProperty(name.GetString()!.Split('/')[^1]);
            }

            return schema.TryGetProperty("properties", out var members)
                ? [.. members.EnumerateObject().Select(member => member.Name)]
                : [];
        }

        private async Task NameAsync(JsonElement task)
        {
            var recording = Assert.Single(await World.RecordingsAsync());
            Assert.True(
                recording.GetProperty("deliverables").GetArrayLength() > 0,
                $"{recording}\n{World.Explain(task)}\n{string.Join('\n', World.Server.LogLines.Where(line => line.StartsWith("Warning", StringComparison.Ordinal)))}");
            var credential = await World.GetAsync($"/api/v1/credentials/{World.Credential}");
            await World.Owner.SendAsync(HttpMethod.Post, "/api/v1/api-keys", """{"name":"of the first","scope":"read"}""");
            var key = (await World.GetAsync("/api/v1/api-keys")).GetProperty("items")[0];
            var events = await World.Server.Database.FindAsync<long>("SELECT COALESCE(MAX(id), 1) FROM webhook_events", null, CancellationToken.None);
            var id = recording.GetProperty("id").ToString();
            _ids["credentials/id"] = World.Credential.ToString(System.Globalization.CultureInfo.InvariantCulture);
            _ids["sources/id"] = World.Source.ToString(System.Globalization.CultureInfo.InvariantCulture);
            _ids["zoom-apps/id"] = credential.GetProperty("zoom_app_id").ToString();
            _ids["recordings/id"] = id;
            _ids["files/file_id"] = recording.GetProperty("files")[0].GetProperty("id").ToString();
            _ids["download/meeting_id"] = recording.GetProperty("meeting_id").ToString();
            _ids["deliverables/id"] = recording.GetProperty("deliverables")[0].GetProperty("id").ToString();
            _ids["tasks/task_id"] = task.GetProperty("task_id").GetString()!;
            _ids["api-keys/id"] = key.GetProperty("id").ToString();
            _ids["webhook-events/id"] = events.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }
}
