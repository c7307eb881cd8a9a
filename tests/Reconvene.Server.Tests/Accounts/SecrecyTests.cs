using System.Net;
using System.Text;
using System.Text.Json;
using Reconvene.Client.Accounts;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Accounts;

public sealed class SecrecyTests
{
    [Theory]
    [Engines]
    public async Task Passwords_keys_and_tokens_never_reach_the_log(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var token = await server.OwnerTokenAsync();
        var owner = server.Client(token);
        var made = await owner.SendAsync(HttpMethod.Post, "/api/v1/api-keys", """{"name":"a key","scope":"manage"}""");
        var key = made.Json.GetProperty("key").GetString()!;
        var byKey = server.Client(key);

        await byKey.SendAsync(HttpMethod.Get, $"/api/v1/api-keys?cursor={key}");
        await byKey.SendAsync(HttpMethod.Get, $"/nowhere/{key}?token={token}");
        await server.Client(key + "x").SendAsync(HttpMethod.Get, "/api/v1/users/me");
        await server.Client(token + "x").SendAsync(HttpMethod.Get, "/api/v1/users/me");
        await LogInAsync(server, "canary-password-wrong");
        await server.Anonymous.SendAsync(HttpMethod.Post, "/api/v1/auth/login", """{"email":"owner@example.org","password":"canary-password-cut""");
        await owner.SendAsync(HttpMethod.Put, "/api/v1/users/me/password", """{"current_password":"canary-password-owner","new_password":"canary-password-new"}""");
        await server.StopAsync();

        var log = string.Join('\n', server.LogLines);
        Assert.Contains("answered", log, StringComparison.Ordinal);
        foreach (var canary in new[] { "canary-password", key[15..], token, token.Split('.')[2] })
        {
            Assert.DoesNotContain(canary, log, StringComparison.Ordinal);
            Assert.DoesNotContain(WebUtility.UrlEncode(canary), log, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(canary)), log, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("owner@example.org", log, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void What_holds_a_secret_does_not_tell_it_as_text()
    {
        object[] holders =
        [
            new LoginRequest("a@example.org", "canary"),
            new SetupRequest("canary", "a@example.org", "canary"),
            new ChangePasswordRequest("canary", "canary"),
            new AcceptInvitationRequest("canary", "canary"),
            new InvitationMade("canary", "canary", null!),
            new TenantMade(null!, null!),
            Reconvene.Server.Accounts.Invitations.InvitationCode.Make(),
            new Reconvene.Server.Accounts.NewUser(default, "a@example.org", null, default, "canary"),
            new Reconvene.Server.Accounts.NewOwner("a@example.org", "canary"),
            Reconvene.Server.Accounts.ApiKeySecret.Make(),
        ];

        Assert.All(holders, holder => Assert.EndsWith("***", holder.ToString(), StringComparison.Ordinal));
    }

    private static Task<Answer> LogInAsync(ServerUnderTest server, string password) => server.Anonymous.SendAsync(
        HttpMethod.Post, "/api/v1/auth/login", JsonSerializer.Serialize(new { email = "owner@example.org", password }));
}
