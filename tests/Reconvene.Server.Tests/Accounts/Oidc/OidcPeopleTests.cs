using System.Text.Json;
using Reconvene.Server.Accounts;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Accounts.Oidc;

public sealed class OidcPeopleTests
{
    private const string Me = "/api/v1/users/me";

    private readonly TestClock _clock = new();

    [Theory]
    [Engines]
    public async Task A_person_is_found_by_the_verified_address_once_and_then_by_issuer_and_subject(TestEngine engine)
    {
        await using var issuer = await SmallIssuer.StartAsync(_clock);
        await using var server = await ServerUnderTest.StartAsync(engine, _clock, issuer.Settings());
        await server.OwnerAsync();

        var first = await AskAsync(server, issuer.Token());
        _clock.Advance(TimeSpan.FromSeconds(10));
        var renamed = await AskAsync(server, issuer.Token(email: "renamed@example.org").With(t => t.Payload["email_verified"] = false));
        var again = await AskAsync(server, issuer.Token(email: "renamed@example.org"));

        Assert.Equal([1L, 1L, 1L], new[] { first, renamed, again }.Select(answer => answer.Json.GetProperty("id").GetInt64()));
        Assert.Equal(
            ["user:1 identity.bound user:1", "user:1 login.succeeded user:1", "user:1 login.succeeded user:1"],
            (await server.RecordedAsync()).Skip(2),
            StringComparer.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task Whoever_is_unknown_unverified_or_has_the_address_of_another_subject_is_told_so(TestEngine engine)
    {
        await using var issuer = await SmallIssuer.StartAsync(_clock);
        await using var server = await ServerUnderTest.StartAsync(engine, _clock, issuer.Settings());
        await server.OwnerAsync();
        var unverified = await AskAsync(server, issuer.Token().With(t => t.Payload["email_verified"] = false));
        var silent = await AskAsync(server, issuer.Token().With(t => t.Payload.Remove("email_verified")));
        var unknown = await AskAsync(server, issuer.Token(email: "nobody@example.org"));
        Assert.Equal(200, (await AskAsync(server, issuer.Token())).Code);
        var heir = await AskAsync(server, issuer.Token(subject: "person-2"));

        Assert.All(new[] { unverified, silent, unknown, heir }, answer => Assert.Equal((401, "unknown_person"), (answer.Code, answer.ErrorCode)));
        Assert.DoesNotContain("@", unknown.Text, StringComparison.Ordinal);
        Assert.Equal(1, await server.Database.FindAsync<long>("SELECT COUNT(*) FROM users", null, CancellationToken.None));
    }

    [Theory]
    [Engines]
    public async Task A_person_is_made_only_where_the_settings_say_so_once_and_as_a_viewer(TestEngine engine)
    {
        await using var issuer = await SmallIssuer.StartAsync(_clock);
        await using var server = await ServerUnderTest.StartAsync(engine, _clock, issuer.Settings(("AutoProvision", "true")));
        await server.OwnerAsync();
        var token = issuer.Token(email: "Ada@example.org").With(t => t.Payload["name"] = "Ada");

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => AskAsync(server, token)));

        Assert.All(answers, answer => Assert.Equal((200, "ada@example.org", "Ada", "viewer", false), (
            answer.Code,
            answer.Json.GetProperty("email").GetString(),
            answer.Json.GetProperty("name").GetString(),
            answer.Json.GetProperty("role").GetString(),
            answer.Json.GetProperty("is_operator").GetBoolean())));
        Assert.Equal(2, await server.Database.FindAsync<long>("SELECT COUNT(*) FROM users", null, CancellationToken.None));
        var login = await server.Anonymous.SendAsync(HttpMethod.Post, "/api/v1/auth/login", """{"email":"ada@example.org","password":""}""");
        Assert.Equal(401, login.Code);
    }

    [Theory]
    [Engines]
    public async Task A_role_claim_decides_what_the_person_may_do_and_a_token_without_a_role_is_refused(TestEngine engine)
    {
        await using var issuer = await SmallIssuer.StartAsync(_clock);
        await using var server = await ServerUnderTest.StartAsync(engine, _clock, issuer.Settings(("RoleClaim", "roles")));
        await server.OwnerAsync();

        Assert.Equal(403, await UsersAsync(server, issuer.Token().With(t => t.Payload["roles"] = "viewer")));
        Assert.Equal(403, await UsersAsync(server, With("staff", "editor")));
        Assert.Equal(200, await UsersAsync(server, With("viewer", "owner")));
        Assert.Equal(401, await UsersAsync(server, With("Owner", "operator")));
        Assert.Equal(401, await UsersAsync(server, issuer.Token()));

        IssuerToken With(params string[] roles) => issuer.Token().With(t => t.Payload["roles"] = roles);
    }

    [Theory]
    [Engines]
    public async Task An_owner_by_claim_invites_whatever_the_row_says(TestEngine engine)
    {
        await using var issuer = await SmallIssuer.StartAsync(_clock);
        await using var server = await ServerUnderTest.StartAsync(
            engine, _clock, issuer.Settings(("RoleClaim", "roles"), ("AutoProvision", "true")));
        await server.OwnerAsync();
        var token = issuer.Token("person-2", "ada@example.org");
        Assert.Equal(403, await UsersAsync(server, token.With(t => t.Payload["roles"] = "viewer")));

        var invited = await server.Client(token.With(t => t.Payload["roles"] = "owner").Sign()).SendAsync(
            HttpMethod.Post, "/api/v1/invitations", """{"email":"bob@example.org","role":"editor"}""");

        Assert.Equal(201, invited.Code);
        Assert.Equal("viewer", await server.Database.FindAsync<string>(
            "SELECT role FROM users WHERE tenant_id = 1 AND id = 2", null, CancellationToken.None));
    }

    [Theory]
    [Engines]
    public async Task A_tenant_claim_keeps_a_person_to_that_tenant_and_says_where_one_is_made(TestEngine engine)
    {
        await using var issuer = await SmallIssuer.StartAsync(_clock);
        await using var server = await ServerUnderTest.StartAsync(
            engine, _clock, issuer.Settings(("TenantClaim", "tenant"), ("AutoProvision", "true")));
        await server.OwnerAsync();
        await server.AddPersonAsync(Role.Owner, tenant: 2);

        Assert.Equal(401, (await AskAsync(server, issuer.Token().With(t => t.Payload["tenant"] = 2))).Code);
        Assert.Equal(200, (await AskAsync(server, issuer.Token().With(t => t.Payload["tenant"] = "1"))).Code);
        Assert.Equal(401, (await AskAsync(server, issuer.Token().With(t => t.Payload["tenant"] = 2))).Code);
        var made = await AskAsync(server, issuer.Token("person-3", "ada@example.org").With(t => t.Payload["tenant"] = 2));
        Assert.Equal((200, 2), (made.Code, made.Json.GetProperty("tenant_id").GetInt64()));
        Assert.Equal(401, (await AskAsync(server, issuer.Token("person-4", "eve@example.org").With(t => t.Payload["tenant"] = 9))).Code);
        Assert.Equal(401, (await AskAsync(server, issuer.Token("person-5", "bob@example.org"))).Code);
    }

    [Theory]
    [Engines]
    public async Task A_changed_role_and_a_removed_person_act_on_the_next_request_of_an_old_token(TestEngine engine)
    {
        await using var issuer = await SmallIssuer.StartAsync(_clock);
        await using var server = await ServerUnderTest.StartAsync(engine, _clock, issuer.Settings());
        var owner = await server.OwnerAsync();
        var invited = await owner.SendAsync(HttpMethod.Post, "/api/v1/invitations", """{"email":"ada@example.org","role":"owner"}""");
        await server.Anonymous.SendAsync(
            HttpMethod.Post,
            "/api/v1/invitations/accept",
            JsonSerializer.Serialize(new { code = invited.Json.GetProperty("code").GetString(), password = "a good password" }));
        var token = issuer.Token(email: "ada@example.org");
        Assert.Equal(200, await UsersAsync(server, token));

        await owner.SendAsync(HttpMethod.Patch, "/api/v1/users/2", """{"role":"viewer"}""");
        Assert.Equal(403, await UsersAsync(server, token));
        await owner.SendAsync(HttpMethod.Delete, "/api/v1/users/2");
        Assert.Equal(401, await UsersAsync(server, token));
    }

    [Fact]
    public async Task Without_the_setting_no_token_of_anybody_else_counts()
    {
        await using var issuer = await SmallIssuer.StartAsync(_clock);
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite, _clock);
        await server.OwnerAsync();

        Assert.Equal(401, (await AskAsync(server, issuer.Token())).Code);
        Assert.Equal(0, issuer.Asked);
    }

    private static Task<Answer> AskAsync(ServerUnderTest server, IssuerToken token) =>
        server.Client(token.Sign()).SendAsync(HttpMethod.Get, Me);

    private static async Task<int> UsersAsync(ServerUnderTest server, IssuerToken token) =>
        (await server.Client(token.Sign()).SendAsync(HttpMethod.Get, "/api/v1/users")).Code;
}
