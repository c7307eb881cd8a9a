using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Accounts;
using Reconvene.Server.Accounts.People;
using Reconvene.Server.Accounts.Tenants;
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
    public async Task Inviting_a_first_owner_ends_what_was_open_for_another_address(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var client = await server.OwnerAsync();
        var made = await MakeAsync(client, "School");

        var second = await client.SendAsync(HttpMethod.Post, $"{Tenants}/2/invitations", """{"email":"me-too@example.org"}""");

        Assert.Equal(404, (await AcceptAsync(server, made.Json.GetProperty("invitation"))).Code);
        Assert.Equal(201, (await AcceptAsync(server, second.Json)).Code);
    }

    [Theory]
    [Engines]
    public async Task An_operators_code_is_refused_once_the_tenant_has_an_owner_and_its_owners_codes_are_not(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var made = await MakeAsync(await server.OwnerAsync(), "School");
        var owner = server.Client(await server.AddPersonAsync(Role.Owner, tenant: 2));

        var intruding = await AcceptAsync(server, made.Json.GetProperty("invitation"));
        var ofOwner = await owner.SendAsync(HttpMethod.Post, "/api/v1/invitations", """{"email":"ada@example.org","role":"owner"}""");

        Assert.Equal((409, "tenant_has_owner"), (intruding.Code, intruding.ErrorCode));
        Assert.Equal(1, await OwnersAsync(server));
        Assert.Equal(201, (await AcceptAsync(server, ofOwner.Json)).Code);
    }

    [Theory]
    [Engines]
    public async Task Of_two_operators_codes_accepted_at_once_one_makes_an_owner(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var client = await server.OwnerAsync();
        var made = await MakeAsync(client, "School");
        var second = await client.SendAsync(HttpMethod.Post, $"{Tenants}/2/invitations", """{"email":"me-too@example.org"}""");
        await using (var work = await server.Database.BeginAsync(CancellationToken.None))
        {
            await work.ExecuteAsync("UPDATE invitations SET ended_at = NULL WHERE tenant_id = 2", null, CancellationToken.None);
            await work.CommitAsync(CancellationToken.None);
        }

        var answers = await Task.WhenAll(AcceptAsync(server, made.Json.GetProperty("invitation")), AcceptAsync(server, second.Json));

        Assert.Equal([201, 409], answers.Select(answer => answer.Code).Order());
        Assert.Equal(1, await OwnersAsync(server));
    }

    [Theory]
    [Engines]
    public async Task An_operator_who_is_none_any_more_or_is_removed_leaves_no_code_in_other_tenants(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var first = await server.OwnerAsync();
        await server.AddPersonAsync(Role.Owner);
        foreach (var leave in new[] { "/api/v1/users/2/operator", "/api/v1/users/2" })
        {
            await first.SendAsync(HttpMethod.Put, "/api/v1/users/2/operator");
            var second = server.Client(await TokenAsync(server, 2));
            var made = await MakeAsync(second, "School");
            var own = await second.SendAsync(HttpMethod.Post, "/api/v1/invitations", """{"email":"ada@example.org","role":"viewer"}""");

            await first.SendAsync(HttpMethod.Delete, leave);

            Assert.Equal((201, 201), (made.Code, own.Code));
            Assert.Equal(404, (await AcceptAsync(server, made.Json.GetProperty("invitation"))).Code);
            Assert.Equal(
                leave.EndsWith('r') ? 1 : 0,
                await server.Database.FindAsync<long>(
                    "SELECT COUNT(*) FROM invitations WHERE invited_by = 2 AND ended_at IS NULL", null, CancellationToken.None));
        }
    }

    [Theory]
    [Engines]
    public async Task Who_ran_the_server_when_the_request_came_and_not_at_its_turn_makes_no_code(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        await MakeAsync(await server.OwnerAsync(), "School");
        await server.AddPersonAsync(Role.Owner);
        var proven = new Caller(TenantId.First, new UserId(2), Role.Owner, IsOperator: true);
        var before = await server.RecordedAsync();

        var invited = await server.Services.GetRequiredService<InviteFirstOwner>().RunAsync(
            proven, new(2), new("me-too@example.org"), CancellationToken.None);
        var made = await server.Services.GetRequiredService<MakeTenant>().RunAsync(
            proven, new("Mine", "me-too@example.org"), CancellationToken.None);
        var granted = await server.Services.GetRequiredService<ChangeOperator>().RunAsync(
            proven, new(2), isOperator: true, CancellationToken.None);

        Assert.IsType<InviteFirstOwnerOutcome.NoOperator>(invited);
        Assert.IsType<MakeTenantOutcome.NoOperator>(made);
        Assert.IsType<PersonOutcome.NotAllowed>(granted);
        Assert.Equal(before, await server.RecordedAsync());
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

    private static Task<long> OwnersAsync(ServerUnderTest server) => server.Database.FindAsync<long>(
        "SELECT COUNT(*) FROM users WHERE tenant_id = 2 AND role = 'owner'", null, CancellationToken.None);

    private static async Task<string> TokenAsync(ServerUnderTest server, long user) =>
        server.Services.GetRequiredService<AccessTokens>().Make(
            (await server.Services.GetRequiredService<UserQueries>().FindAsync(TenantId.First, new(user), CancellationToken.None))!);

    private static Task<Answer> MakeAsync(HttpClient client, string name) => client.SendAsync(
        HttpMethod.Post, Tenants, JsonSerializer.Serialize(new { name, owner_email = "head@example.org" }));

    private static Task<Answer> AcceptAsync(ServerUnderTest server, JsonElement invitation) => server.Anonymous.SendAsync(
        HttpMethod.Post,
        "/api/v1/invitations/accept",
        JsonSerializer.Serialize(new { code = invitation.GetProperty("code").GetString(), password = "a good password" }));
}
