using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Secrets;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Accounts;

public sealed class AccessTokenTests
{
    private const string Me = "/api/v1/users/me";

    public static TheoryData<string> Tricks => [.. Corpus.Keys];

    private static Dictionary<string, Func<ServerUnderTest, ForgedToken, string>> Corpus { get; } = new(StringComparer.Ordinal)
    {
        ["alg none, no signature"] = (_, token) => token.With(t => t.Header["alg"] = "none").Sign(""),
        ["alg None, signed all the same"] = (_, token) => token.With(t => t.Header["alg"] = "None").Sign(),
        ["empty signature"] = (_, token) => token.Sign(""),
        ["no third part"] = (_, token) => token.Sign("")[..^1],
        ["another signature"] = (_, token) => token.Sign(new string('A', 43)),
        ["HS384 with our key"] = (_, token) => token.With(t => t.Header["alg"] = "HS384").Sign(),
        ["HS512 with our key"] = (_, token) => token.With(t => t.Header["alg"] = "HS512").Sign(),
        ["RS256 named, our key used"] = (_, token) => token.With(t => t.Header["alg"] = "RS256").Sign(),
        ["RS256 with its key brought along"] = (_, token) =>
        {
            using var rsa = RSA.Create(2048);
            var key = rsa.ExportParameters(false);
            token.Header["alg"] = "RS256";
            token.Header["jwk"] = new { kty = "RSA", n = WebEncoders.Base64UrlEncode(key.Modulus!), e = WebEncoders.Base64UrlEncode(key.Exponent!) };
            return token.SignByRsa(rsa);
        },
        ["jwk in the header"] = (_, token) => token.With(t => t.Header["jwk"] = new { kty = "oct", k = "AAAA" }).Sign(),
        ["jku in the header"] = (_, token) => token.With(t => t.Header["jku"] = "http://127.0.0.1/keys").Sign(),
        ["x5u in the header"] = (_, token) => token.With(t => t.Header["x5u"] = "http://127.0.0.1/keys").Sign(),
        ["a critical extension"] = (_, token) => token.With(t => t.Header["crit"] = new[] { "exp" }).Sign(),
        ["another key's id"] = (_, token) => token.With(t => t.Header["kid"] = "other").Sign(),
        ["no key's id"] = (_, token) => token.With(t => t.Header.Remove("kid")).Sign(),
        ["another type"] = (_, token) => token.With(t => t.Header["typ"] = "JWT").Sign(),
        ["no type"] = (_, token) => token.With(t => t.Header.Remove("typ")).Sign(),
        ["another audience"] = (_, token) => token.With(t => t.Payload["aud"] = "someone-else").Sign(),
        ["no audience"] = (_, token) => token.With(t => t.Payload.Remove("aud")).Sign(),
        ["another issuer"] = (_, token) => token.With(t => t.Payload["iss"] = "https://evil.example").Sign(),
        ["no issuer"] = (_, token) => token.With(t => t.Payload.Remove("iss")).Sign(),
        ["expired by 31 s"] = (_, token) => token.With(t => t.Move("exp", -(AccessTokens.Life + TimeSpan.FromSeconds(31)))).Sign(),
        ["no expiry"] = (_, token) => token.With(t => t.Payload.Remove("exp")).Sign(),
        ["not before 31 s from now"] = (_, token) => token.With(t => t.Move("nbf", TimeSpan.FromSeconds(31))).Sign(),
        ["no not-before"] = (_, token) => token.With(t => t.Payload.Remove("nbf")).Sign(),
        ["no issue time"] = (_, token) => token.With(t => t.Payload.Remove("iat")).Sign(),
        ["another stamp"] = (_, token) => token.With(t => t.Payload["stamp"] = "0").Sign(),
        ["another tenant"] = (_, token) => token.With(t => t.Payload["tenant"] = "2").Sign(),
        ["another person"] = (_, token) => token.With(t => t.Payload["sub"] = "99").Sign(),
        ["a key of another purpose"] = (server, token) =>
            token.With(t => t.Key = server.Services.GetRequiredService<MasterKeys>().Derive("oauth-state")).Sign(),
        ["encrypted"] = (_, token) => $"{token.Sign()}.AAAA.AAAA",
        ["not a token"] = (_, _) => "..",
        ["very long"] = (_, token) => token.With(t => t.Payload["more"] = new string('x', 5_000)).Sign(),
    };

    [Theory]
    [MemberData(nameof(Tricks))]
    public async Task A_tampered_token_is_refused(string trick)
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite, new TestClock());
        var genuine = await server.OwnerTokenAsync();
        Assert.Equal(200, (await server.Client(ForgedToken.Of(server, genuine).Sign()).SendAsync(HttpMethod.Get, Me)).Code);

        var answer = await server.Client(Corpus[trick](server, ForgedToken.Of(server, genuine))).SendAsync(HttpMethod.Get, Me);

        Assert.Equal((401, "invalid_credentials"), (answer.Code, answer.ErrorCode));
        Assert.Contains("error=\"invalid_token\"", answer.Headers["WWW-Authenticate"], StringComparison.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task A_token_lives_fifteen_minutes_and_thirty_seconds_of_skew(TestEngine engine)
    {
        var clock = new TestClock();
        await using var server = await ServerUnderTest.StartAsync(engine, clock);
        var owner = await server.OwnerAsync();

        clock.Advance(AccessTokens.Life + TimeSpan.FromSeconds(29));
        var before = await owner.SendAsync(HttpMethod.Get, Me);
        clock.Advance(TimeSpan.FromSeconds(2));
        var after = await owner.SendAsync(HttpMethod.Get, Me);

        Assert.Equal((200, 401), (before.Code, after.Code));
    }

    [Fact]
    public async Task A_token_in_the_query_is_not_looked_at()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        var token = await server.OwnerTokenAsync();

        var answer = await server.Anonymous.SendAsync(HttpMethod.Get, $"{Me}?access_token={token}&token={token}");

        Assert.Equal((401, "unauthorized"), (answer.Code, answer.ErrorCode));
        Assert.Equal("Bearer realm=\"reconvene\"", answer.Headers["WWW-Authenticate"]);
    }

    [Theory]
    [InlineData("Authorization: Bearer {0}\r\nAuthorization: Bearer {0}\r\n")]
    [InlineData("Authorization: Bearer {0}\r\nX-Api-Key: {0}\r\n")]
    [InlineData("X-Api-Key: {0}\r\nX-Api-Key: {0}\r\n")]
    [InlineData("Authorization: Bearer {0}, Bearer {0}\r\n")]
    [InlineData("Authorization: Basic {0}\r\n")]
    public async Task Two_credentials_or_another_scheme_prove_nothing(string headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        var token = await server.OwnerTokenAsync();
        var text = headers.Replace("{0}", token, StringComparison.Ordinal);

        Assert.StartsWith("HTTP/1.1 401", await SendRawAsync(server, text), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200", await SendRawAsync(server, $"Authorization: Bearer {token}\r\n"), StringComparison.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task A_new_password_ends_every_token_made_before(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var owner = await server.OwnerAsync();

        var wrong = await ChangeAsync(owner, "not the password", "another good password");
        var right = await ChangeAsync(owner, ServerUnderTest.OwnerPassword, "another good password");
        var after = await owner.SendAsync(HttpMethod.Get, Me);
        var login = await LogInAsync(server, "another good password");

        Assert.Equal((422, 204, 401, 200), (wrong.Code, right.Code, after.Code, login.Code));
        Assert.Equal(["current_password"], wrong.Fields);
        Assert.Equal(401, (await LogInAsync(server, ServerUnderTest.OwnerPassword)).Code);
    }

    [Theory]
    [Engines]
    public async Task A_changed_role_acts_on_the_next_request(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var editor = server.Client(await server.AddPersonAsync(Role.Editor));
        Assert.Equal(201, (await MakeKeyAsync(editor)).Code);

        await using (var work = await server.Database.BeginAsync(CancellationToken.None))
        {
            await work.ExecuteAsync("UPDATE users SET role = 'viewer' WHERE tenant_id = 1 AND role = 'editor'", null, CancellationToken.None);
            await work.CommitAsync(CancellationToken.None);
        }

        Assert.Equal((403, "scope_too_wide"), ((await MakeKeyAsync(editor)).Code, (await MakeKeyAsync(editor)).ErrorCode));
    }

    private static Task<Answer> MakeKeyAsync(HttpClient client) =>
        client.SendAsync(HttpMethod.Post, "/api/v1/api-keys", """{"name":"k","scope":"write"}""");

    private static Task<Answer> ChangeAsync(HttpClient client, string current, string wanted) => client.SendAsync(
        HttpMethod.Put, $"{Me}/password", JsonSerializer.Serialize(new { current_password = current, new_password = wanted }));

    private static Task<Answer> LogInAsync(ServerUnderTest server, string password) => server.Anonymous.SendAsync(
        HttpMethod.Post, "/api/v1/auth/login", JsonSerializer.Serialize(new { email = ServerUnderTest.OwnerEmail, password }));

    private static async Task<string> SendRawAsync(ServerUnderTest server, string headers)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(server.Address.Host, server.Address.Port);
        await using var stream = tcp.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {Me} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n"));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
