using System.Collections;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Connections;

public sealed class DisconnectTests
{
    private static readonly string[] Tables =
    [
        "zoom_connections", "zoom_tokens", "sources", "meetings", "recordings", "recording_files", "transcripts",
        "transcript_segments", "deliverables", "consents", "revocations",
    ];

    [Theory]
    [Engines]
    public async Task Disconnecting_gives_the_grant_back_and_leaves_a_record_and_nothing_else(TestEngine engine)
    {
        await using var world = await GatheredAsync(engine);

        using var answer = await world.Owner.DeleteAsync(new Uri("/api/zoom/disconnect", UriKind.Relative));
        await world.DrainAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(1, world.Revoked);
        Assert.True(Assert.Single(world.Control.OAuth.Grants).IsEnded);
        await AssertNothingLeftAsync(world);
        await AssertRecordAsync(world, "connection.removed", isGivenBack: true);
        Assert.False((await world.GetAsync("/api/zoom/status")).GetProperty("connected").GetBoolean());
        using var again = await world.Owner.DeleteAsync(new Uri("/api/zoom/disconnect", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Theory]
    [Engines]
    public async Task A_person_who_removes_the_app_in_Zoom_is_forgotten_here_and_a_second_event_changes_nothing(TestEngine engine)
    {
        await using var world = await GatheredAsync(engine);

        var first = await world.Control.OAuth.DeauthorizeAsync(world.App.ClientId, PersonWorld.Maria, CancellationToken.None);
        await world.DrainAsync();

        Assert.Equal(200, first!.Status);
        Assert.Equal(0, world.Revoked);
        await AssertNothingLeftAsync(world);
        await AssertRecordAsync(world, "connection.deauthorized", isGivenBack: false);

        var entries = await AuditAsync(world);
        await world.Control.SendEventAsync(world.App.ClientId, DeauthorizationOf(world, world.Control.Now), CancellationToken.None);
        await world.DrainAsync();
        Assert.Equal(entries, await AuditAsync(world));
    }

    [Theory]
    [Engines]
    public async Task A_deauthorization_that_is_older_than_the_grant_does_not_touch_it(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await PersonWorld.StartAsync(engine, clock);
        var old = clock.GetUtcNow();
        clock.Advance(TimeSpan.FromMinutes(5));
        var id = await world.ConnectAsync();

        await world.Control.SendEventAsync(world.App.ClientId, DeauthorizationOf(world, old), CancellationToken.None);
        await world.DrainAsync();

        Assert.True(await world.WorksAsync(id));
    }

    [Theory]
    [Engines]
    public async Task A_deauthorization_signed_by_another_app_touches_nobody(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        var id = await world.ConnectAsync();
        var other = world.Control.OAuth.AddApp(new NewApp { WebhookTarget = new Uri(world.Server.Address, "/webhooks/zoom/other") });
        await world.PostAsync("/api/v1/zoom-apps", new
        {
            name = "other",
            client_id = other.ClientId,
            client_secret = other.ClientSecret,
            webhook_secrets = new[] { other.WebhookSecret },
        });

        var sent = await world.Control.SendEventAsync(
            other.ClientId, DeauthorizationOf(world, world.Control.Now.AddMinutes(1)), CancellationToken.None);
        await world.DrainAsync();

        Assert.Equal(200, sent!.Status);
        Assert.True(await world.WorksAsync(id));
    }

    [Theory]
    [Engines]
    public async Task Zoom_being_away_does_not_keep_a_grant_alive(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await PersonWorld.StartAsync(engine, clock);
        var id = await world.ConnectAsync();
        world.Control.AddFault(new FaultRule { Path = "/oauth/revoke", Status = 503 });

        using var answer = await world.Owner.DeleteAsync(new Uri($"/api/v1/credentials/{id}", UriKind.Relative));
        await world.DrainAsync();
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.False(Assert.Single(world.Control.OAuth.Grants).IsEnded);

        clock.Advance(TimeSpan.FromHours(2));
        await world.DrainAsync();

        Assert.True(Assert.Single(world.Control.OAuth.Grants).IsEnded);
        Assert.Equal(0, await CountAsync(world, "revocations"));
    }

    [Theory]
    [Engines]
    public async Task Only_an_owner_disconnects_what_the_whole_tenant_uses(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        using var editor = world.Server.Client(await world.Server.AddPersonAsync(Role.Editor));

        using var refused = await editor.DeleteAsync(new Uri("/api/zoom/disconnect", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.True((await world.GetAsync("/api/zoom/status")).GetProperty("connected").GetBoolean());

        // In use it takes a second word, as a call that is repeated by mistake would take everything along.
        using var careful = await world.Owner.DeleteAsync(new Uri("/api/zoom/disconnect", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Conflict, careful.StatusCode);
        using var done = await world.Owner.DeleteAsync(new Uri("/api/zoom/disconnect?force=true", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
    }

    private static async Task<PersonWorld> GatheredAsync(TestEngine engine)
    {
        var world = await PersonWorld.StartAsync(engine);
        var task = await world.SyncAsync(await world.SourceAsync(await world.ConnectAsync()));
        Assert.True(task.GetProperty("state").GetString() is "SUCCESS", task.GetRawText());
        Assert.NotEqual(0, await CountAsync(world, "deliverables"));
        Assert.NotEmpty(Media(world));
        Assert.Contains("zoom_connections.zoom_email", await WhereAsync(world, PersonWorld.Maria), StringComparer.Ordinal);
        Assert.Contains("zoom_connections.zoom_user_id", await WhereAsync(world, MariasId(world)), StringComparer.Ordinal);
        return world;
    }

    private static async Task AssertNothingLeftAsync(PersonWorld world)
    {
        foreach (var table in Tables)
        {
            var left = table is "consents"
                ? await world.Server.Database.FindAsync<long>(
                    "SELECT COUNT(*) FROM consents WHERE zoom_email IS NOT NULL OR zoom_user_id IS NOT NULL OR grant_sealed IS NOT NULL",
                    null,
                    CancellationToken.None)
                : await CountAsync(world, table);
            Assert.True(left is 0, $"{table} has {left} rows left.");
        }

        Assert.Empty(Media(world));
        Assert.Empty(await WhereAsync(world, PersonWorld.Maria));
        Assert.Empty(await WhereAsync(world, MariasId(world)));
    }

    /// <summary>Which columns hold a text, in every table that there is. What is sealed is not opened.</summary>
    private static async Task<IReadOnlyList<string>> WhereAsync(PersonWorld world, string canary)
    {
        var database = world.Server.Database;
        var tables = await database.QueryAsync<string>(
            database.Dialect.Engine is Engine.Sqlite
                ? "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1"
                : "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1",
            null,
            CancellationToken.None);
        Assert.Superset(new HashSet<string>(Tables, StringComparer.Ordinal), new HashSet<string>(tables, StringComparer.Ordinal));
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var table in tables)
        {
            var rows = await database.QueryAsync<dynamic>($"SELECT * FROM \"{table}\"", null, CancellationToken.None);
            found.UnionWith(
                from row in rows
                from cell in (IDictionary<string, object?>)row
                where Written(cell.Value).Contains(canary, StringComparison.OrdinalIgnoreCase)
                select $"{table}.{cell.Key}");
        }

        return [.. found];
    }

    private static string Written(object? value) => value switch
    {
        null => "",
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        string text => text,
        IEnumerable many => string.Join('|', many.Cast<object?>()),
        _ => $"{value}",
    };

    private static async Task AssertRecordAsync(PersonWorld world, string action, bool isGivenBack)
    {
        var record = (await world.GetAsync($"/api/v1/audit?action={action}")).GetProperty("items")[0];
        Assert.StartsWith("connection:", record.GetProperty("subject").GetString(), StringComparison.Ordinal);
        Assert.Equal(isGivenBack, record.GetProperty("detail").GetProperty("grant_given_back").GetBoolean());
    }

    private static async Task<int> AuditAsync(PersonWorld world) =>
        (await world.GetAsync("/api/v1/audit?limit=300")).GetProperty("items").GetArrayLength();

    private static string DeauthorizationOf(PersonWorld world, DateTimeOffset at)
    {
        var view = world.Control.World();
        return JsonSerializer.Serialize(new
        {
            @event = "app_deauthorized",
            event_ts = at.ToUnixTimeMilliseconds(),
            payload = new
            {
                account_id = view.AccountId,
                user_id = MariasId(world),
                deauthorization_time = at.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
                client_id = world.App.ClientId,
            },
        });
    }

    private static string MariasId(PersonWorld world) =>
        world.Control.World().Users.Single(user => user.Email is PersonWorld.Maria).Id!;

    private static Task<long> CountAsync(PersonWorld world, string table) =>
        world.Server.Database.FindAsync<long>($"SELECT COUNT(*) FROM {table}", null, CancellationToken.None);

    private static string[] Media(PersonWorld world) =>
        [.. world.Server.MediaFiles];
}
