using System.Text.Json;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Accounts;

public sealed class AccountAuditTests
{
    private const string Auth = "/api/v1/auth/";

    [Theory]
    [Engines]
    public async Task Setup_sign_ins_and_what_went_wrong_with_them_are_on_record(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        await SetUpAsync(server, "0000-0000-0000-0000");
        await SetUpAsync(server, server.SetupCode);
        await LogInAsync(server, ServerUnderTest.OwnerEmail, "not the password");
        await LogInAsync(server, "canary-of-a-stranger@example.org", "not the password");
        var signedIn = (await LogInAsync(server, ServerUnderTest.OwnerEmail, ServerUnderTest.OwnerPassword)).Json;
        var refresh = JsonSerializer.Serialize(new { refresh_token = signedIn.GetProperty("refresh_token").GetString() });
        await server.Anonymous.SendAsync(HttpMethod.Post, $"{Auth}refresh", refresh);
        await server.Anonymous.SendAsync(HttpMethod.Post, $"{Auth}refresh", refresh);
        var owner = server.Client(signedIn.GetProperty("access_token").GetString());
        await owner.SendAsync(HttpMethod.Post, $"{Auth}logout", """{"everywhere":true}""");

        Assert.Equal(
            [
                "anonymous setup.refused setup",
                "anonymous setup.completed user:1",
                "user:1 login.succeeded user:1",
                "anonymous login.refused user:1",
                "anonymous login.refused login",
                "user:1 login.succeeded user:1",
                "anonymous refresh_token.reused user:1",
                "user:1 login.ended user:1",
            ],
            await server.RecordedAsync(),
            StringComparer.Ordinal);
        var trail = await server.TrailAsync();
        Assert.Contains("127.0.0.1", trail, StringComparison.Ordinal);
        Assert.DoesNotContain("example.org", trail, StringComparison.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task Keys_passwords_and_changes_of_oneself_are_on_record_with_the_key_that_did_it(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var owner = await server.OwnerAsync();
        var made = (await owner.SendAsync(HttpMethod.Post, "/api/v1/api-keys", """{"name":"canary-name","scope":"manage"}""")).Json;
        var key = made.GetProperty("key").GetString()!;
        var byKey = server.Client(key);
        var second = (await byKey.SendAsync(HttpMethod.Post, "/api/v1/api-keys", """{"name":"k","scope":"read"}""")).Json;
        await byKey.SendAsync(HttpMethod.Delete, $"/api/v1/api-keys/{second.GetProperty("api_key").GetProperty("id")}");
        await owner.SendAsync(HttpMethod.Patch, "/api/v1/users/me", """{"locale":"ru"}""");
        await owner.SendAsync(HttpMethod.Put, "/api/v1/users/me/password", """{"current_password":"canary-wrong","new_password":"a good password"}""");
        await owner.SendAsync(
            HttpMethod.Put, "/api/v1/users/me/password", JsonSerializer.Serialize(new { current_password = ServerUnderTest.OwnerPassword, new_password = "canary-new-password" }));

        var recorded = await server.RecordedAsync();
        Assert.Equal(
            [
                "user:1 api_key.made api_key:1",
                "api_key:1 api_key.made api_key:2",
                "api_key:1 api_key.revoked api_key:2",
                "user:1 user.changed user:1",
                "user:1 password.refused user:1",
                "user:1 password.changed user:1",
            ],
            recorded.Skip(2),
            StringComparer.Ordinal);
        var trail = await server.TrailAsync();
        Assert.Contains(key[..14], trail, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", trail, StringComparison.Ordinal);
        Assert.DoesNotContain(key[15..], trail, StringComparison.Ordinal);
    }

    private static Task<Answer> SetUpAsync(ServerUnderTest server, string code) => server.Anonymous.SendAsync(
        HttpMethod.Post,
        $"{Auth}setup",
        JsonSerializer.Serialize(new { setup_code = code, email = ServerUnderTest.OwnerEmail, password = ServerUnderTest.OwnerPassword }));

    private static Task<Answer> LogInAsync(ServerUnderTest server, string email, string password) =>
        server.Anonymous.SendAsync(HttpMethod.Post, $"{Auth}login", JsonSerializer.Serialize(new { email, password }));
}
