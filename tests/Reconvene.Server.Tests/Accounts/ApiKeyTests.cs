using System.Globalization;
using System.Text.Json;
using Reconvene.Server.Accounts;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Accounts;

public sealed class ApiKeyTests
{
    private const string Keys = "/api/v1/api-keys";
    private const string Me = "/api/v1/users/me";

    [Theory]
    [Engines]
    public async Task A_key_is_shown_once_and_works_in_both_headers(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var owner = await server.OwnerAsync();

        var made = await MakeAsync(owner, "MANAGE");
        var key = made.Json.GetProperty("key").GetString()!;
        var list = await owner.SendAsync(HttpMethod.Get, Keys);

        Assert.Equal(201, made.Code);
        Assert.Matches("^rcv_[a-z2-9]{10}_[a-z2-9]{40}$", key);
        Assert.Equal(200, (await server.Client(key).SendAsync(HttpMethod.Get, Me)).Code);
        Assert.Equal(200, (await SendWithKeyAsync(server, key)).Code);
        Assert.DoesNotContain(key[15..], list.Text, StringComparison.Ordinal);
        Assert.Equal(key[..14], list.Json.GetProperty("items")[0].GetProperty("prefix").GetString());
        Assert.DoesNotContain(key[15..], await DumpAsync(server), StringComparison.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task A_key_that_is_wrong_revoked_or_past_its_end_is_refused(TestEngine engine)
    {
        var clock = new TestClock();
        await using var server = await ServerUnderTest.StartAsync(engine, clock);
        var owner = await server.OwnerAsync();
        var made = await MakeAsync(owner, "read", """, "expires_at": "2026-03-02T10:10:00+01:00" """);
        var key = made.Json.GetProperty("key").GetString()!;
        var other = (await MakeAsync(owner, "read")).Json;
        var id = other.GetProperty("api_key").GetProperty("id").GetInt64();

        Assert.Equal("2026-03-02T09:10:00Z", made.Json.GetProperty("api_key").GetProperty("expires_at").GetString());
        Assert.Equal(401, (await SendWithKeyAsync(server, key[..^1] + (key[^1] is 'a' ? 'b' : 'a'))).Code);
        Assert.Equal(401, (await SendWithKeyAsync(server, "rcv_")).Code);
        Assert.Equal(401, (await SendWithKeyAsync(server, await server.OwnerTokenAsync())).Code);

        Assert.Equal(200, (await SendWithKeyAsync(server, key)).Code);
        clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(401, (await SendWithKeyAsync(server, key)).Code);

        Assert.Equal(200, (await SendWithKeyAsync(server, other.GetProperty("key").GetString()!)).Code);
        Assert.Equal(204, (await owner.SendAsync(HttpMethod.Delete, $"{Keys}/{id}")).Code);
        Assert.Equal(401, (await SendWithKeyAsync(server, other.GetProperty("key").GetString()!)).Code);
        Assert.Equal(404, (await owner.SendAsync(HttpMethod.Delete, $"{Keys}/{id}")).Code);
    }

    [Theory]
    [Engines]
    public async Task Nobody_gives_a_key_more_than_their_own_role_and_only_a_managing_key_makes_others(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var roles = new[] { Role.Viewer, Role.Editor, Role.Owner };
        var scopes = new[] { "read", "write", "manage" };
        for (var r = 0; r < roles.Length; r++)
        {
            var person = server.Client(await server.AddPersonAsync(roles[r]));
            for (var s = 0; s < scopes.Length; s++)
            {
                var made = await MakeAsync(person, scopes[s]);
                Assert.Equal(s <= r ? 201 : 403, made.Code);
                if (s > r)
                {
                    continue;
                }

                var byKey = server.Client(made.Json.GetProperty("key").GetString());
                Assert.Equal(200, (await byKey.SendAsync(HttpMethod.Get, Me)).Code);
                Assert.Equal(scopes[s] is "manage" ? 201 : 403, (await MakeAsync(byKey, "read")).Code);
                Assert.Equal(scopes[s] is "manage" ? 404 : 403, (await byKey.SendAsync(HttpMethod.Delete, $"{Keys}/9999")).Code);
                Assert.Equal(403, (await byKey.SendAsync(HttpMethod.Put, $"{Me}/password", """{"current_password":"x","new_password":"a good password"}""")).Code);
            }
        }
    }

    [Theory]
    [Engines]
    public async Task A_key_loses_what_its_person_loses(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var owner = server.Client(await server.AddPersonAsync(Role.Owner));
        var byKey = server.Client((await MakeAsync(owner, "manage")).Json.GetProperty("key").GetString());
        Assert.Equal(201, (await MakeAsync(byKey, "manage")).Code);

        await using (var work = await server.Database.BeginAsync(CancellationToken.None))
        {
            await work.ExecuteAsync("UPDATE users SET role = 'viewer' WHERE tenant_id = 1", null, CancellationToken.None);
            await work.CommitAsync(CancellationToken.None);
        }

        Assert.Equal((403, 201), ((await MakeAsync(byKey, "write")).Code, (await MakeAsync(byKey, "read")).Code));
    }

    [Theory]
    [Engines]
    public async Task Others_keys_and_other_tenants_keys_are_as_if_they_were_not(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var owner = server.Client(await server.AddPersonAsync(Role.Owner));
        var editor = server.Client(await server.AddPersonAsync(Role.Editor));
        var foreigner = server.Client(await server.AddPersonAsync(Role.Owner, tenant: 2));
        var ofOwner = IdOf(await MakeAsync(owner, "read"));
        var ofEditor = IdOf(await MakeAsync(editor, "read"));
        var foreign = IdOf(await MakeAsync(foreigner, "read"));

        Assert.Equal([ofEditor, ofOwner], await ListAsync(owner, ""));
        Assert.Equal([ofEditor], await ListAsync(editor, ""));
        Assert.Equal([foreign], await ListAsync(foreigner, ""));
        foreach (var (client, id) in new[] { (editor, ofOwner), (owner, foreign), (foreigner, ofOwner), (owner, 987_654L) })
        {
            var answer = await client.SendAsync(HttpMethod.Delete, $"{Keys}/{id}");
            Assert.Equal((404, "not_found"), (answer.Code, answer.ErrorCode));
        }

        Assert.Equal(204, (await owner.SendAsync(HttpMethod.Delete, $"{Keys}/{ofEditor}")).Code);
    }

    [Theory]
    [Engines]
    public async Task The_list_pages_by_cursor_and_refuses_pages_too_large(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var owner = await server.OwnerAsync();
        for (var i = 0; i < 3; i++)
        {
            await MakeAsync(owner, "read");
        }

        var first = (await owner.SendAsync(HttpMethod.Get, $"{Keys}?limit=2")).Json;
        var second = (await owner.SendAsync(HttpMethod.Get, $"{Keys}?limit=2&cursor={first.GetProperty("next_cursor").GetString()}")).Json;

        Assert.Equal((2, 1), (first.GetProperty("items").GetArrayLength(), second.GetProperty("items").GetArrayLength()));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next_cursor").ValueKind);
        Assert.Equal(["limit"], (await owner.SendAsync(HttpMethod.Get, $"{Keys}?limit=301")).Fields);
        Assert.Equal(["cursor"], (await owner.SendAsync(HttpMethod.Get, $"{Keys}?cursor=stale!")).Fields);
        Assert.Equal(["limit"], (await owner.SendAsync(HttpMethod.Get, $"{Keys}?limit=many")).Fields);
    }

    [Theory]
    [Engines]
    public async Task The_last_use_is_kept_to_the_minute(TestEngine engine)
    {
        var clock = new TestClock();
        await using var server = await ServerUnderTest.StartAsync(engine, clock);
        var key = (await MakeAsync(await server.OwnerAsync(), "read")).Json.GetProperty("key").GetString()!;
        var start = clock.GetUtcNow();

        var seen = new List<DateTimeOffset?> { await LastUseAsync(server) };
        foreach (var wait in new[] { 0, 59, 1 })
        {
            clock.Advance(TimeSpan.FromSeconds(wait));
            await SendWithKeyAsync(server, key);
            seen.Add(await LastUseAsync(server));
        }

        Assert.Equal([null, start, start, start.AddMinutes(1)], seen);
    }

    [Theory]
    [InlineData("""{"name":"","scope":"read"}""", "name")]
    [InlineData("""{"name":"k","scope":"read","expires_at":"2020-01-01T00:00:00Z"}""", "expires_at")]
    [InlineData("""{"name":"k","scope":"read","expires_at":"2030-01-01T00:00:00"}""", "expires_at")]
    [InlineData("""{"name":"k","scope":"everything"}""", "scope")]
    [InlineData("""{"name":"k","scope":2}""", "scope")]
    [InlineData("""{"name":"k"}""", "scope")]
    [InlineData("""{"name":"k","scope":"read","tenant_id":2}""", "tenant_id")]
    [InlineData("""{"name":"k","scope":"read","user_id":2}""", "user_id")]
    [InlineData("""{"name":"k","scope":"read","role":"owner"}""", "role")]
    [InlineData("""{"name":"k","scope":"read","id":7}""", "id")]
    public async Task A_field_that_is_wrong_or_not_the_callers_to_set_is_named(string body, string field)
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);

        var answer = await (await server.OwnerAsync()).SendAsync(HttpMethod.Post, Keys, body);

        Assert.Equal((422, "validation_failed"), (answer.Code, answer.ErrorCode));
        Assert.Equal([field], answer.Fields);
    }

    private static Task<Answer> MakeAsync(HttpClient client, string scope, string more = "") =>
        client.SendAsync(HttpMethod.Post, Keys, $$"""{"name":"a key","scope":"{{scope}}"{{more}}}""");

    private static long IdOf(Answer made) => made.Json.GetProperty("api_key").GetProperty("id").GetInt64();

    private static async Task<IReadOnlyList<long>> ListAsync(HttpClient client, string query) =>
        [.. (await client.SendAsync(HttpMethod.Get, Keys + query)).Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetInt64())];

    private static async Task<Answer> SendWithKeyAsync(ServerUnderTest server, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Me);
        request.Headers.Add("X-Api-Key", key);
        return await server.Anonymous.AskAsync(request);
    }

    private static async Task<DateTimeOffset?> LastUseAsync(ServerUnderTest server) =>
        (await server.Database.FindAsync<ApiKeyRow>("SELECT last_used_at FROM api_keys", null, CancellationToken.None))!.LastUsedAt;

    private static async Task<string> DumpAsync(ServerUnderTest server)
    {
        var rows = await server.Database.QueryAsync<ApiKeyRow>(
            "SELECT name, prefix, key_hash, scope FROM api_keys", null, CancellationToken.None);
        return string.Join('\n', rows.Select(row => string.Create(
            CultureInfo.InvariantCulture, $"{row.Name} {row.Prefix} {row.Scope} {System.Text.Encoding.Latin1.GetString(row.KeyHash)}")));
    }
}
