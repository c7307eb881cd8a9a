using System.Text.Json;
using Reconvene.Server.Accounts;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Accounts;

public sealed class TenantTests
{
    private const string Tenants = "/api/v1/tenants";

    [Theory]
    [Engines]
    public async Task An_operator_makes_a_tenant_whose_first_owner_comes_by_invitation_and_stays_outside_it(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var operatorOfFirst = await server.OwnerAsync();

        var made = await MakeAsync(operatorOfFirst, "School");
        var id = made.Json.GetProperty("tenant").GetProperty("id").GetInt64();
        var accepted = await AcceptAsync(server, made.Json.GetProperty("invitation"));
        var owner = server.Client(accepted.Json.GetProperty("access_token").GetString());
        await owner.SendAsync(HttpMethod.Post, "/api/v1/zoom-apps", """{"name":"school","client_id":"client-of-school","client_secret":"a-client-secret"}""");

        Assert.Equal((201, "owner", id), (accepted.Code, accepted.Json.GetProperty("role").GetString(), accepted.Json.GetProperty("tenant_id").GetInt64()));
        Assert.Single((await owner.SendAsync(HttpMethod.Get, "/api/v1/zoom-apps")).Json.GetProperty("items").EnumerateArray());
        Assert.Empty((await operatorOfFirst.SendAsync(HttpMethod.Get, "/api/v1/zoom-apps")).Json.GetProperty("items").EnumerateArray());
        Assert.Equal(403, (await owner.SendAsync(HttpMethod.Get, Tenants)).Code);
        Assert.Equal("operators_only", (await owner.SendAsync(HttpMethod.Get, Tenants)).ErrorCode);
        Assert.Equal($"user:1 tenant.made tenant:{id}", (await server.RecordedAsync())[^1]);
        Assert.Equal($"user:1 tenant.made tenant:{id}", (await server.RecordedAsync(id))[0]);
    }

    [Theory]
    [Engines]
    public async Task Tenants_are_listed_renamed_and_told_whether_they_have_an_owner(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var client = await server.OwnerAsync();
        await MakeAsync(client, "School");

        var renamed = await client.SendAsync(HttpMethod.Patch, $"{Tenants}/2", """{"name":"Academy"}""");
        var list = (await client.SendAsync(HttpMethod.Get, Tenants)).Json.GetProperty("items").EnumerateArray();

        Assert.Equal((200, "Academy"), (renamed.Code, renamed.Json.GetProperty("name").GetString()));
        Assert.Equal([true, false], list.Select(item => item.GetProperty("has_owner").GetBoolean()));
        Assert.Equal(404, (await client.SendAsync(HttpMethod.Patch, $"{Tenants}/9", """{"name":"x"}""")).Code);
        Assert.Equal(404, (await client.SendAsync(HttpMethod.Get, $"{Tenants}/9")).Code);
        Assert.Equal(["name"], (await client.SendAsync(HttpMethod.Patch, $"{Tenants}/2", """{"name":""}""")).Fields);
        Assert.Equal(["name", "owner_email"], (await client.SendAsync(HttpMethod.Post, Tenants, """{"name":"","owner_email":"x"}""")).Fields);
    }

    [Theory]
    [Engines]
    public async Task An_operator_invites_the_first_owner_again_and_never_into_a_tenant_that_has_one(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var client = await server.OwnerAsync();
        var made = await MakeAsync(client, "School");

        var again = await client.SendAsync(HttpMethod.Post, $"{Tenants}/2/invitations", """{"email":"head@example.org"}""");

        Assert.Equal(404, (await AcceptAsync(server, made.Json.GetProperty("invitation"))).Code);
        Assert.Equal(201, (await AcceptAsync(server, again.Json)).Code);
        var intruding = await client.SendAsync(HttpMethod.Post, $"{Tenants}/2/invitations", """{"email":"me-too@example.org"}""");
        Assert.Equal((409, "tenant_has_owner"), (intruding.Code, intruding.ErrorCode));
        Assert.Equal(404, (await client.SendAsync(HttpMethod.Post, $"{Tenants}/9/invitations", """{"email":"a@example.org"}""")).Code);
    }

    [Theory]
    [Engines]
    public async Task A_key_runs_the_server_only_with_the_scope_manage_of_an_operator(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var client = await server.OwnerAsync();
        var codes = new List<int>();
        foreach (var scope in new[] { "read", "write", "manage" })
        {
            var made = await client.SendAsync(HttpMethod.Post, "/api/v1/api-keys", JsonSerializer.Serialize(new { name = "k", scope }));
            codes.Add((await server.Client(made.Json.GetProperty("key").GetString()).SendAsync(HttpMethod.Get, Tenants)).Code);
        }

        Assert.Equal([403, 403, 200], codes);
        Assert.Equal(403, (await server.Client(await server.AddPersonAsync(Role.Owner)).SendAsync(HttpMethod.Get, Tenants)).Code);
    }

    private static Task<Answer> MakeAsync(HttpClient client, string name) => client.SendAsync(
        HttpMethod.Post, Tenants, JsonSerializer.Serialize(new { name, owner_email = "head@example.org" }));

    private static Task<Answer> AcceptAsync(ServerUnderTest server, JsonElement invitation) => server.Anonymous.SendAsync(
        HttpMethod.Post,
        "/api/v1/invitations/accept",
        JsonSerializer.Serialize(new { code = invitation.GetProperty("code").GetString(), password = "a good password" }));
}
