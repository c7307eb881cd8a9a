using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Client.Accounts;
using Reconvene.Server.Accounts;
using Reconvene.Server.Accounts.Invitations;
using Reconvene.Server.Accounts.People;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Accounts;

public sealed class PeopleTests
{
    private const string Users = "/api/v1/users";
    private const string Me = "/api/v1/users/me";

    [Theory]
    [Engines]
    public async Task A_changed_role_ends_tokens_at_once_and_caps_keys(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var owner = await server.OwnerAsync();
        var editor = await JoinAsync(server, owner, "ada@example.org", "editor");
        var key = (await editor.Client.SendAsync(HttpMethod.Post, "/api/v1/api-keys", """{"name":"k","scope":"write"}""")).Json.GetProperty("key").GetString();

        var changed = await owner.SendAsync(HttpMethod.Patch, $"{Users}/{editor.Id}", """{"role":"viewer"}""");

        Assert.Equal((200, "viewer"), (changed.Code, changed.Json.GetProperty("role").GetString()));
        Assert.Equal(401, (await editor.Client.SendAsync(HttpMethod.Get, Me)).Code);
        Assert.Equal(401, (await RefreshAsync(server, editor.Refresh)).Code);
        Assert.Equal(403, (await server.Client(key).SendAsync(HttpMethod.Post, "/api/v1/sources", "{}")).Code);
        Assert.Contains("user:1 user.role_changed user:2", await server.RecordedAsync(), StringComparer.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task A_person_who_is_removed_is_out_with_keys_sign_ins_and_the_invitations_they_made(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var owner = await server.OwnerAsync();
        var second = await JoinAsync(server, owner, "ada@example.org", "owner");
        var key = (await second.Client.SendAsync(HttpMethod.Post, "/api/v1/api-keys", """{"name":"k","scope":"manage"}""")).Json.GetProperty("key").GetString();
        var door = await second.Client.SendAsync(HttpMethod.Post, "/api/v1/invitations", """{"email":"back@example.org","role":"owner"}""");

        var removed = await owner.SendAsync(HttpMethod.Delete, $"{Users}/{second.Id}");

        Assert.Equal(204, removed.Code);
        Assert.Equal((401, 401), ((await second.Client.SendAsync(HttpMethod.Get, Me)).Code, (await server.Client(key).SendAsync(HttpMethod.Get, Me)).Code));
        Assert.Equal(401, (await RefreshAsync(server, second.Refresh)).Code);
        Assert.Equal(404, (await AcceptAsync(server, door.Json.GetProperty("code").GetString()!)).Code);
        Assert.Equal([1L], (await owner.SendAsync(HttpMethod.Get, Users)).Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetInt64()));
        Assert.Contains("user:1 user.removed user:2", await server.RecordedAsync(), StringComparer.Ordinal);

        // The address is free again, for another account.
        Assert.Equal(3, (await JoinAsync(server, owner, "ada@example.org", "viewer")).Id);
    }

    [Theory]
    [Engines]
    public async Task The_last_owner_and_the_last_operator_stay(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var owner = await server.OwnerAsync();

        Assert.Equal("last_owner", (await owner.SendAsync(HttpMethod.Patch, $"{Users}/1", """{"role":"viewer"}""")).ErrorCode);
        Assert.Equal("last_owner", (await owner.SendAsync(HttpMethod.Delete, $"{Users}/1")).ErrorCode);
        Assert.Equal("last_operator", (await owner.SendAsync(HttpMethod.Delete, $"{Users}/1/operator")).ErrorCode);

        var second = await JoinAsync(server, owner, "ada@example.org", "owner");
        Assert.Equal("last_operator", (await second.Client.SendAsync(HttpMethod.Delete, $"{Users}/1")).ErrorCode);
        Assert.Equal(403, (await second.Client.SendAsync(HttpMethod.Put, $"{Users}/2/operator")).Code);
        Assert.Equal(200, (await owner.SendAsync(HttpMethod.Put, $"{Users}/2/operator")).Code);
        Assert.Equal(204, (await owner.SendAsync(HttpMethod.Delete, $"{Users}/1")).Code);
        Assert.Contains("user:1 operator.granted user:2", await server.RecordedAsync(), StringComparer.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task Of_two_owners_who_demote_each_other_at_once_one_stays_owner(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var owner = await server.OwnerAsync();
        var second = await JoinAsync(server, owner, "ada@example.org", "owner");

        await Task.WhenAll(
            owner.SendAsync(HttpMethod.Patch, $"{Users}/{second.Id}", """{"role":"viewer"}"""),
            second.Client.SendAsync(HttpMethod.Patch, $"{Users}/1", """{"role":"viewer"}"""));

        Assert.Equal(1, await server.Database.FindAsync<long>("SELECT COUNT(*) FROM users WHERE role = 'owner'", null, CancellationToken.None));
    }

    [Theory]
    [Engines]
    public async Task Who_was_owner_when_the_request_came_and_not_at_its_turn_changes_nothing(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var owner = await server.OwnerAsync();
        var second = await JoinAsync(server, owner, "ada@example.org", "owner");
        var proven = new Caller(TenantId.First, new UserId(second.Id), Role.Owner);
        await owner.SendAsync(HttpMethod.Patch, $"{Users}/{second.Id}", """{"role":"viewer"}""");
        var before = await server.RecordedAsync();

        var invited = await InviteAsync(server, proven);
        var changed = await server.Services.GetRequiredService<ChangeRole>().RunAsync(proven, proven.User, Role.Owner, CancellationToken.None);
        var removed = await server.Services.GetRequiredService<RemovePerson>().RunAsync(proven, proven.User, CancellationToken.None);

        Assert.IsType<InviteOutcome.NoOwner>(invited);
        Assert.IsType<PersonOutcome.NotAllowed>(changed);
        Assert.IsType<PersonOutcome.NotAllowed>(removed);
        Assert.Equal(before, await server.RecordedAsync());
    }

    [Theory]
    [Engines]
    public async Task An_owner_who_invites_while_being_dismissed_leaves_no_open_code(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var owner = await server.OwnerAsync();
        var second = await JoinAsync(server, owner, "ada@example.org", "owner");
        var proven = new Caller(TenantId.First, new UserId(second.Id), Role.Owner);

        // Each was proven before the dismissal; which of them have their turn before it is left to chance.
        var inviting = Enumerable.Range(0, 12).Select(_ => InviteAsync(server, proven)).ToList();
        var dismissed = await owner.SendAsync(HttpMethod.Patch, $"{Users}/{second.Id}", """{"role":"viewer"}""");
        await Task.WhenAll(inviting);

        Assert.Equal(200, dismissed.Code);
        Assert.Equal(0, await server.Database.FindAsync<long>(
            "SELECT COUNT(*) FROM invitations WHERE invited_by = @user AND accepted_at IS NULL AND ended_at IS NULL",
            new { user = second.Id },
            CancellationToken.None));
    }

    [Theory]
    [Engines]
    public async Task People_name_themselves_and_choose_their_language(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var viewer = server.Client(await server.AddPersonAsync(Role.Viewer));

        var changed = await viewer.SendAsync(HttpMethod.Patch, Me, """{"name":" Ада ","locale":"RU"}""");
        var kept = await viewer.SendAsync(HttpMethod.Patch, Me, "{}");
        var wrong = await viewer.SendAsync(HttpMethod.Patch, Me, """{"name":" ","locale":"tlh"}""");

        Assert.Equal(("Ада", "ru"), (changed.Json.GetProperty("name").GetString(), changed.Json.GetProperty("locale").GetString()));
        Assert.Equal("Ада", kept.Json.GetProperty("name").GetString());
        Assert.Equal((422, "name, locale"), (wrong.Code, string.Join(", ", wrong.Fields)));
        Assert.Equal(["role"], (await viewer.SendAsync(HttpMethod.Patch, Me, """{"role":"owner"}""")).Fields);
    }

    private static Task<InviteOutcome> InviteAsync(ServerUnderTest server, Caller caller) =>
        server.Services.GetRequiredService<Invite>().RunAsync(
            caller, new InviteRequest($"{Guid.NewGuid():N}@example.org", AccountRole.Owner), CancellationToken.None);

    private static async Task<Joined> JoinAsync(ServerUnderTest server, HttpClient owner, string email, string role)
    {
        var made = await owner.SendAsync(HttpMethod.Post, "/api/v1/invitations", JsonSerializer.Serialize(new { email, role }));
        var accepted = (await AcceptAsync(server, made.Json.GetProperty("code").GetString()!)).Json;
        return new Joined(
            accepted.GetProperty("user").GetProperty("id").GetInt64(),
            server.Client(accepted.GetProperty("access_token").GetString()),
            accepted.GetProperty("refresh_token").GetString()!);
    }

    private static Task<Answer> AcceptAsync(ServerUnderTest server, string code) => server.Anonymous.SendAsync(
        HttpMethod.Post, "/api/v1/invitations/accept", JsonSerializer.Serialize(new { code, password = "a good password" }));

    private static Task<Answer> RefreshAsync(ServerUnderTest server, string token) => server.Anonymous.SendAsync(
        HttpMethod.Post, "/api/v1/auth/refresh", JsonSerializer.Serialize(new { refresh_token = token }));

    private sealed record Joined(long Id, HttpClient Client, string Refresh);
}
