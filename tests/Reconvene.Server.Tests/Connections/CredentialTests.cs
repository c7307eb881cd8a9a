using System.Text.Json;
using Reconvene.Server.Accounts;
using Reconvene.Server.Tests.Tenants;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Connections;

/// <summary>The first way of the seed: a Server-to-Server app, added by hand.</summary>
public sealed class CredentialTests
{
    private const string Route = "/api/v1/credentials/";
    private const string Secret = "canary-secret-Hh5FuWReynMV7Ke54UrYas";
    private const string Whole = $$$"""
        {
            "platform": "zoom",
            "account_name": "my_zoom_account",
            "credentials": {
              "account_id": "Ab1CdEf2GhIjKlMnO",
              "client_id": "Tex0m1WATNWdFfnbBmwjSg",
              "client_secret": "{{{Secret}}}"
            }
          }
        """;

    private static readonly string[] Members =
    [
        "account_id", "account_name", "client_id", "connected_at", "created_at", "id", "is_active", "is_master_account",
        "last_check", "last_used_at", "needs_reauth", "plan", "platform", "reason", "type", "updated_at", "zoom_app_id", "zoom_email",
        "zoom_user_id",
    ];

    [Theory]
    [Engines]
    public async Task The_seeds_request_makes_a_credential_and_no_answer_ever_holds_its_secret(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var owner = await server.OwnerAsync();

        var made = await owner.SendAsync(HttpMethod.Post, Route, Whole);

        Assert.Equal(201, made.Code);
        Assert.Equal("/api/v1/credentials/1", made.Headers["Location"]);
        Assert.Equal(Members, made.Json.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Equal(
            (1, "zoom", "my_zoom_account", "server_to_server", true, false),
            (made.Json.GetProperty("id").GetInt64(), made.Json.GetProperty("platform").GetString(),
                made.Json.GetProperty("account_name").GetString(), made.Json.GetProperty("type").GetString(),
                made.Json.GetProperty("is_active").GetBoolean(), made.Json.GetProperty("needs_reauth").GetBoolean()));
        Assert.EndsWith("Z", made.Json.GetProperty("created_at").GetString(), StringComparison.Ordinal);
        Answer[] answers =
        [
            made,
            await owner.SendAsync(HttpMethod.Get, "/api/v1/credentials"),
            await owner.SendAsync(HttpMethod.Get, "/api/v1/credentials/1/"),
            await owner.SendAsync(HttpMethod.Get, "/api/v1/zoom-apps"),
            await owner.SendAsync(HttpMethod.Patch, "/api/v1/credentials/1", $$"""{"account_name":"x","client_secret":"{{Secret}}2"}"""),
            await owner.SendAsync(HttpMethod.Post, Route, Whole),
            await owner.SendAsync(HttpMethod.Post, Route, Whole.Replace("\"zoom\"", "\"teams\"", StringComparison.Ordinal)),
            await owner.SendAsync(HttpMethod.Post, Route, Whole[..^3]),
        ];
        Assert.Equal([201, 200, 200, 200, 200, 409, 422, 400], answers.Select(answer => answer.Code));
        Assert.All(answers, answer =>
        {
            Assert.DoesNotContain("canary-secret", answer.Text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("client_secret\"", answer.Text.Replace("has_client_secret\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        });
        Assert.DoesNotContain(server.LogLines, line => line.Contains("canary-secret", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("zoom", "/api/v1/credentials/")]
    [InlineData("ZOOM", "/api/v1/credentials")]
    [InlineData("Zoom", "/api/v1/credentials/")]
    public async Task The_platform_is_read_in_any_case_and_a_trailing_slash_changes_nothing(string platform, string route)
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        var made = await (await server.OwnerAsync()).SendAsync(
            HttpMethod.Post, route, Whole.Replace("\"zoom\"", $"\"{platform}\"", StringComparison.Ordinal));

        Assert.Equal((201, "zoom"), (made.Code, made.Json.GetProperty("platform").GetString()));
    }

    [Fact]
    public async Task Every_wrong_field_is_named_at_once()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        var owner = await server.OwnerAsync();
        (string Body, string[] Fields)[] cases =
        [
            (Body("abcd", "12345", "1234567890"), ["credentials.account_id"]),
            (Body("abcde", "1234", "1234567890"), ["credentials.client_id"]),
            (Body("abcde", "12345", "123456789"), ["credentials.client_secret"]),
            (Body("abcde", "12345", "1234 67890"), ["credentials.client_secret"]),
            (Body("abcd", "1234", "123456789"), ["credentials.account_id", "credentials.client_id", "credentials.client_secret"]),
            (Body("     ", "", "123456789\u0000"), ["credentials.account_id", "credentials.client_id", "credentials.client_secret"]),
            (Body(new string('a', 201), new string('b', 201), new string('c', 501)), ["credentials.account_id", "credentials.client_id", "credentials.client_secret"]),
            ("""{"platform":"zoom","credentials":{}}""", ["credentials.account_id", "credentials.client_id", "credentials.client_secret"]),
            ("""{"platform":"zoom"}""", ["credentials"]),
            ("""{"platform":"zoom","credentials":null}""", ["credentials"]),
            ("{}", ["platform", "credentials"]),
            ("""{"platform":"teams","account_name":"  ","credentials":{"account_id":"abcd","client_id":"12345","client_secret":"1234567890"}}""", ["platform", "account_name", "credentials.account_id"]),
        ];
        foreach (var (body, fields) in cases)
        {
            var answer = await owner.SendAsync(HttpMethod.Post, Route, body);
            Assert.True(answer.Code is 422, $"{body}: {answer.Code} {answer.Text}");
            Assert.Equal(fields, answer.Fields);
            Assert.All(
                answer.Json.GetProperty("errors").EnumerateArray(),
                error => Assert.NotEmpty(error.GetProperty("message").GetString()!));
        }

        Assert.Equal(201, (await owner.SendAsync(HttpMethod.Post, Route, Body("abcde", "12345", "1234567890"))).Code);
    }

    [Theory]
    [InlineData("""{"platform":"zoom","credentials":{"account_id":12345,"client_id":"12345","client_secret":"1234567890"}}""", "credentials.account_id")]
    [InlineData("""{"platform":"zoom","credentials":{"account_id":"12345","client_id":["12345"],"client_secret":"1234567890"}}""", "credentials.client_id")]
    [InlineData("""{"platform":"zoom","credentials":{"account_id":"12345","client_id":"12345","client_secret":true}}""", "credentials.client_secret")]
    [InlineData("""{"platform":"zoom","credentials":{"account_id":"12345","client_id":"12345","client_secret":"1234567890","is_master_account":"yes"}}""", "credentials.is_master_account")]
    [InlineData("""{"platform":"zoom","credentials":"all of them"}""", "credentials")]
    [InlineData("""{"platform":7,"credentials":{}}""", "platform")]
    [InlineData("""{"platform":"zoom","tenant_id":2,"credentials":{}}""", "tenant_id")]
    [InlineData("""{"platform":"zoom","id":2,"credentials":{}}""", "id")]
    [InlineData("""{"platform":"zoom","is_active":false,"credentials":{}}""", "is_active")]
    [InlineData("""{"platform":"zoom","role":"owner","credentials":{}}""", "role")]
    [InlineData("""{"platform":"zoom","credentials":{"account_id":"12345","client_id":"12345","client_secret":"1234567890","token":"x"}}""", "credentials.token")]
    public async Task A_member_of_the_wrong_kind_and_one_that_is_unknown_are_refused_by_name(string body, string field)
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        var answer = await (await server.OwnerAsync()).SendAsync(HttpMethod.Post, Route, body);

        Assert.True(answer.Code is 422, answer.Text);
        Assert.Equal([field], answer.Fields);
    }

    [Theory]
    [Engines]
    public async Task The_same_account_and_app_twice_is_a_conflict_but_another_account_or_tenant_is_not(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var owner = await server.OwnerAsync();
        Assert.Equal(201, (await owner.SendAsync(HttpMethod.Post, Route, Whole)).Code);

        var twice = await owner.SendAsync(HttpMethod.Post, Route, Whole.Replace("my_zoom_account", "another name", StringComparison.Ordinal));
        var other = await owner.SendAsync(HttpMethod.Post, Route, Whole.Replace("Ab1CdEf2GhIjKlMnO", "another-account", StringComparison.Ordinal));
        var stranger = await StrangerAsync(server);
        var theirs = await stranger.SendAsync(HttpMethod.Post, Route, Whole);

        Assert.Equal((409, "credential_exists"), (twice.Code, twice.ErrorCode));
        Assert.Equal(201, other.Code);
        Assert.Equal(201, theirs.Code);
        Assert.Equal(2, (await owner.SendAsync(HttpMethod.Get, Route)).Json.GetProperty("items").GetArrayLength());
    }

    [Theory]
    [Engines]
    public async Task Another_tenants_credential_is_answered_like_one_that_never_was(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var owner = await server.OwnerAsync();
        Assert.Equal(201, (await owner.SendAsync(HttpMethod.Post, Route, Whole)).Code);
        var stranger = await StrangerAsync(server);

        foreach (var (method, body) in new[]
        {
            (HttpMethod.Get, null), (HttpMethod.Patch, """{"account_name":"mine now"}"""), (HttpMethod.Delete, (string?)null),
        })
        {
            var theirs = await stranger.SendAsync(method, "/api/v1/credentials/1", body);
            var never = await stranger.SendAsync(method, "/api/v1/credentials/9999", body);
            Assert.Equal((404, 404), (theirs.Code, never.Code));
            Assert.Equal(theirs.Detail.Replace("1", "N", StringComparison.Ordinal), never.Detail.Replace("9999", "N", StringComparison.Ordinal));
        }

        Assert.Equal("my_zoom_account", (await owner.SendAsync(HttpMethod.Get, "/api/v1/credentials/1")).Json.GetProperty("account_name").GetString());
        Assert.Empty((await stranger.SendAsync(HttpMethod.Get, Route)).Json.GetProperty("items").EnumerateArray());
    }

    [Theory]
    [Engines]
    public async Task A_change_touches_only_what_it_names(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var owner = await server.OwnerAsync();
        await owner.SendAsync(HttpMethod.Post, Route, Whole);

        var off = await owner.SendAsync(HttpMethod.Patch, "/api/v1/credentials/1", """{"is_active":false}""");
        var named = await owner.SendAsync(HttpMethod.Patch, "/api/v1/credentials/1", """{"account_name":"School 🎒"}""");
        var wrong = await owner.SendAsync(HttpMethod.Patch, "/api/v1/credentials/1", """{"account_name":" ","client_secret":"short"}""");
        var unknown = await owner.SendAsync(HttpMethod.Patch, "/api/v1/credentials/1", """{"tenant_id":2}""");

        Assert.Equal((200, 200), (off.Code, named.Code));
        Assert.False(named.Json.GetProperty("is_active").GetBoolean());
        Assert.Equal("School 🎒", named.Json.GetProperty("account_name").GetString());
        Assert.Equal("Ab1CdEf2GhIjKlMnO", named.Json.GetProperty("account_id").GetString());
        Assert.Equal((422, 422), (wrong.Code, unknown.Code));
        Assert.Equal(["account_name", "client_secret"], wrong.Fields);
        Assert.Equal(["tenant_id"], unknown.Fields);
    }

    [Theory]
    [Engines]
    public async Task A_credential_in_use_is_kept_and_the_answer_says_by_what_unless_it_is_forced(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        await world.Control.HoldMeetingAsync(new() { Topic = "Kept" }, CancellationToken.None);
        await world.DrainAsync();
        var path = $"/api/v1/credentials/{world.Credential}";
        Assert.NotEmpty(Media(world));

        var refused = await world.Owner.SendAsync(HttpMethod.Delete, path);
        Assert.Equal((409, "credential_in_use"), (refused.Code, refused.ErrorCode));
        Assert.Contains("1 sources and 1 recordings", refused.Detail, StringComparison.Ordinal);
        Assert.Single(await world.RecordingsAsync());

        Assert.Equal(204, (await world.Owner.SendAsync(HttpMethod.Delete, path + "?force=true")).Code);
        await world.DrainAsync();
        Assert.Equal(404, (await world.Owner.SendAsync(HttpMethod.Get, path)).Code);
        Assert.Equal(404, (await world.Owner.SendAsync(HttpMethod.Get, $"/api/v1/sources/{world.Source}")).Code);
        Assert.Empty(await world.RecordingsAsync());
        Assert.Empty(Media(world));
    }

    [Theory]
    [Engines]
    public async Task One_removed_and_added_again_with_another_secret_signs_in_with_the_new_one(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        var zoom = world.Control.World();
        await world.Owner.SendAsync(HttpMethod.Delete, $"/api/v1/credentials/{world.Credential}?force=true");
        var wrong = await AddAsync("canary-old-secret");
        Assert.Equal("FAILURE", (await SyncAsync(wrong)).GetProperty("state").GetString());
        Assert.Equal(204, (await world.Owner.SendAsync(HttpMethod.Delete, $"/api/v1/credentials/{wrong}?force=true")).Code);

        var right = await AddAsync(zoom.ClientSecret);

        Assert.Equal("SUCCESS", (await SyncAsync(right)).GetProperty("state").GetString());

        async Task<long> AddAsync(string secret) => (await world.Owner.SendAsync(
            HttpMethod.Post, Route, Body(zoom.AccountId, zoom.ClientId, secret))).Json.GetProperty("id").GetInt64();

        async Task<JsonElement> SyncAsync(long credential)
        {
            var source = await world.Owner.SendAsync(
                HttpMethod.Post, "/api/v1/sources", $$"""{"name":"s","platform":"zoom","credential_id":{{credential}}}""");
            var started = await world.Owner.SendAsync(
                HttpMethod.Post, $"/api/v1/sources/{source.Json.GetProperty("id")}/sync?from_date={world.Control.Now:yyyy-MM-dd}");
            await world.DrainAsync();
            return await world.GetAsync($"/api/v1/tasks/{started.Json.GetProperty("task_id").GetString()}");
        }
    }

    [Fact]
    public async Task Only_an_owner_adds_changes_and_removes_credentials()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        await (await server.OwnerAsync()).SendAsync(HttpMethod.Post, Route, Whole);
        var editor = server.Client(await server.AddPersonAsync(Role.Editor));

        Assert.Equal(403, (await editor.SendAsync(HttpMethod.Post, Route, Whole)).Code);
        Assert.Equal(403, (await editor.SendAsync(HttpMethod.Patch, "/api/v1/credentials/1", "{}")).Code);
        Assert.Equal(403, (await editor.SendAsync(HttpMethod.Delete, "/api/v1/credentials/1")).Code);
        Assert.Equal(200, (await editor.SendAsync(HttpMethod.Get, "/api/v1/credentials/1")).Code);
    }

    private static string[] Media(World world) =>
        [.. world.Server.MediaFiles];

    private static async Task<HttpClient> StrangerAsync(ServerUnderTest server) =>
        server.Client(await NewTenant.AddAsync(server));

    private static string Body(string account, string client, string secret) => JsonSerializer.Serialize(new
    {
        platform = "zoom",
        credentials = new { account_id = account, client_id = client, client_secret = secret },
    });
}
