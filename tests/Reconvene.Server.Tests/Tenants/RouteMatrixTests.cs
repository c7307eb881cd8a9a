using System.Text.Json;
using Reconvene.Server.Tests.Platform.Secrets;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Tenants;

/// <summary>
/// Every route of the document × every role and every scope of a key × one's own id, another tenant's and one that never
/// was. What a route asks for stands in <see cref="RouteTable"/>; a route that is not there fails by its name.
/// </summary>
public sealed class RouteMatrixTests
{
    private static readonly string[] Unsettable =
        ["tenant_id", "role", "id", "is_active", "is_operator", "user_id", "version", "scope", "stamp", "password_hash"];

    [Fact]
    public async Task Every_route_of_the_committed_document_is_in_the_table_and_the_table_names_no_other()
    {
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Root(), "docs", "openapi.json")));
        var documented = ApiRoute.Operations(document.RootElement).Select(one => one.Name).ToList();
        var listed = RouteTable.Routes.Select(entry => entry.Name).ToList();

        Assert.True(
            !documented.Except(listed, StringComparer.Ordinal).Any(),
            $"Say in RouteTable who may call {string.Join(", ", documented.Except(listed, StringComparer.Ordinal))}, and with which body.");
        Assert.Empty(listed.Except(documented, StringComparer.Ordinal));
        Assert.Distinct(listed, StringComparer.Ordinal);
        Assert.All(ApiRoute.Read(document.RootElement), route => Assert.True(
            route.IsGuarded == route.Entry.Need is not Need.Nobody, $"{route} is {(route.IsGuarded ? "guarded" : "open")} in the document and not in the table."));
    }

    [Theory]
    [Engines]
    public async Task Another_tenants_id_is_answered_on_every_route_like_one_that_never_was_and_nothing_changes(TestEngine engine)
    {
        await using var scene = await MatrixScene.StartAsync(engine);
        await NewTenant.AddKeyAsync(scene.Server, NewTenant.Id);
        var callers = await MatrixCaller.OfTenantAsync(scene.Server, NewTenant.Id);
        var before = await WholeDatabase.HashOfAsync(scene.Server.DatabaseOptions, tenant: 1);
        foreach (var caller in callers.Append(await MatrixCaller.OperatorAsync(scene.Server, tenant: 3)))
        {
            foreach (var route in scene.Guarded.Where(route => route.Refers && !IsOperatorsOwn(caller, route)))
            {
                var theirs = await scene.AskAsync(caller.Client, route, isOwn: true);
                var never = await scene.AskAsync(caller.Client, route, isOwn: false);

                Assert.True(
                    theirs.Code == never.Code && scene.WithoutIds(theirs.Text) == scene.WithoutIds(never.Text),
                    $"{route} tells them apart for {caller}: {theirs.Code}, {never.Code}\n{theirs.Text}\n{never.Text}");
                if (route.HasId)
                {
                    Assert.True(theirs.Code == (caller.May(route) ? 404 : 403), $"{route} for {caller}: {theirs.Code} {theirs.Text}");
                }
            }
        }

        await scene.World.DrainAsync();
        Assert.Equal(before, await WholeDatabase.HashOfAsync(scene.Server.DatabaseOptions, tenant: 1));
    }

    [Theory]
    [Engines]
    public async Task Nothing_of_one_tenant_stands_in_what_another_lists(TestEngine engine)
    {
        await using var scene = await MatrixScene.StartAsync(engine);
        var canaries = 0;
        var stranger = scene.Server.Client(await NewTenant.AddAsync(scene.Server));
        var lists = scene.Guarded.Where(route => !route.HasId && route.Method == HttpMethod.Get).ToList();
        foreach (var route in lists)
        {
            // A search without words is none.
            var path = route.Path is "/api/v1/search" ? $"{route.Path}?{route.Entry.Query}" : route.Path;
            var mine = await scene.World.Owner.SendAsync(route.Method, path);
            var theirs = await stranger.SendAsync(route.Method, path);
            var filtered = await scene.AskAsync(stranger, route, isOwn: true);

            canaries += mine.Text.Contains(MatrixScene.Canary, StringComparison.OrdinalIgnoreCase) ? 1 : 0;
            Assert.True(mine.Code is 200 && theirs.Code is 200 or 403 or 404 or 409 && filtered.Code is not 500, $"{route}: {mine.Code}, {theirs.Code}, {filtered.Code}");
            Assert.DoesNotContain(MatrixScene.Canary, theirs.Text + filtered.Text, StringComparison.OrdinalIgnoreCase);
            if (theirs.Code is 200 && theirs.Text.StartsWith('{') && theirs.Json.TryGetProperty("items", out var items) && route.Path is not ("/api/v1/users" or "/api/v1/templates"))
            {
                Assert.True(items.GetArrayLength() is 0, $"{route}: {theirs.Text}");
            }
        }

        Assert.True(canaries > 4, $"Only {canaries} lists show the canary to its own tenant: the others prove nothing.");
    }

    [Theory]
    [Engines]
    public async Task Nobody_gets_401_on_every_guarded_route_whatever_the_id(TestEngine engine)
    {
        await using var scene = await MatrixScene.StartAsync(engine);
        foreach (var route in scene.Guarded)
        {
            foreach (var isOwn in new[] { true, false })
            {
                var answer = await scene.AskAsync(scene.Server.Anonymous, route, isOwn);
                Assert.True(answer.Code is 401, $"{route}: {answer.Code}");
            }
        }
    }

    [Theory]
    [Engines]
    public async Task Each_role_and_each_scope_reaches_just_what_the_table_says_and_a_refusal_changes_nothing(TestEngine engine)
    {
        await using var scene = await MatrixScene.StartAsync(engine);
        var callers = await MatrixCaller.OfTenantAsync(scene.Server, tenant: 1);
        var before = await WholeDatabase.HashOfAsync(scene.Server.DatabaseOptions, tenant: 1, except: "api_keys");
        foreach (var (caller, route) in Pairs(callers, scene).Where(pair => !pair.Caller.May(pair.Route)))
        {
            var answer = await scene.AskAsync(caller.Client, route, isOwn: true);
            Assert.True(answer.Code is 403, $"{route} for {caller}: {answer.Code} {answer.Text}");
        }

        Assert.Equal(before, await WholeDatabase.HashOfAsync(scene.Server.DatabaseOptions, tenant: 1, except: "api_keys"));
        // All reads come first, since an act may take away what another reads.
        foreach (var (caller, route) in Pairs(callers, scene).Where(pair => pair.Caller.May(pair.Route)).OrderBy(pair => pair.Route.Method != HttpMethod.Get))
        {
            // What reads is read; what acts is sent where there is nothing to act on.
            var reads = route.Method == HttpMethod.Get;
            var answer = await scene.AskAsync(caller.Client, route, isOwn: reads);
            Assert.True(
                reads ? answer.Code is 206 || answer.Code == route.Entry.Own : answer.Code is not (401 or 403 or >= 500),
                $"{route} for {caller}: {answer.Code} {answer.Text}");
        }
    }

    [Theory]
    [Engines]
    public async Task Who_runs_the_server_reaches_the_operators_routes_and_reads_nothing_of_other_tenants(TestEngine engine)
    {
        await using var scene = await MatrixScene.StartAsync(engine);
        var caller = await MatrixCaller.OperatorAsync(scene.Server, tenant: 3);
        foreach (var route in scene.Guarded)
        {
            var answer = await scene.AskAsync(caller.Client, route, isOwn: route.Method == HttpMethod.Get);

            Assert.DoesNotContain(MatrixScene.Canary, answer.Text, StringComparison.OrdinalIgnoreCase);
            Assert.True(
                caller.May(route) ? answer.Code is not (401 or 403 or >= 500) : answer.Code is 403,
                $"{route}: {answer.Code} {answer.Text}");
        }
    }

    [Theory]
    [Engines]
    public async Task Fields_that_no_caller_may_set_are_refused_in_every_body_and_change_nothing(TestEngine engine)
    {
        await using var scene = await MatrixScene.StartAsync(engine);
        var before = await WholeDatabase.HashAsync(scene.Server.DatabaseOptions);
        foreach (var route in scene.Routes.Where(route => route.Members.Count > 0))
        {
            foreach (var field in Unsettable.Where(field => !route.Members.Contains(field)))
            {
                var client = route.IsGuarded ? scene.World.Owner : scene.Server.Anonymous;
                var answer = await client.SendAsync(route.Method, scene.PathOf(route, isOwn: true), $$"""{"{{field}}":2}""");
                Assert.True(answer.Code is 422, $"{route} with {field}: {answer.Code} {answer.Text}");
                Assert.Contains(field, answer.Fields, StringComparer.Ordinal);
            }
        }

        Assert.Equal(before, await WholeDatabase.HashAsync(scene.Server.DatabaseOptions));
    }

    private static IEnumerable<(MatrixCaller Caller, ApiRoute Route)> Pairs(IReadOnlyList<MatrixCaller> callers, MatrixScene scene) =>
        callers.SelectMany(caller => scene.Guarded.Select(route => (caller, route)));

    /// <summary>That a tenant exists is for operators to know.</summary>
    private static bool IsOperatorsOwn(MatrixCaller caller, ApiRoute route) =>
        caller.IsOperator && route.Path.StartsWith("/api/v1/tenants", StringComparison.Ordinal);

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Reconvene.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The repository's root is not above the tests.");
        }

        return folder;
    }
}
