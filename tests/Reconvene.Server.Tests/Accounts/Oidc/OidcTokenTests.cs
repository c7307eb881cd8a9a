using System.Security.Cryptography;
using System.Text;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Accounts.Oidc;

/// <summary>T26 for tokens that somebody else makes.</summary>
public sealed class OidcTokenTests
{
    private const string Me = "/api/v1/users/me";

    private readonly TestClock _clock = new();

    public static TheoryData<string> Tricks => [.. Corpus.Keys];

    private static Dictionary<string, Func<SmallIssuer, IssuerToken, string>> Corpus { get; } = new(StringComparer.Ordinal)
    {
        ["alg none, no signature"] = (_, token) => token.With(t => t.Header["alg"] = "none").Sign(_ => []),
        ["empty signature"] = (_, token) => token.Sign(_ => []),
        ["another signature"] = (_, token) => token.Sign(_ => new byte[256]),
        ["HS256 with the public key as secret"] = (issuer, token) =>
            token.With(t => t.Header["alg"] = "HS256").Sign(bytes => HMACSHA256.HashData(issuer.Rsa.ExportSubjectPublicKeyInfo(), bytes)),
        ["HS256 with the public key's PEM as secret"] = (issuer, token) =>
            token.With(t => t.Header["alg"] = "HS256").Sign(bytes => HMACSHA256.HashData(Encoding.ASCII.GetBytes(issuer.Rsa.ExportSubjectPublicKeyInfoPem()), bytes)),
        ["RS384"] = (issuer, token) => token.With(t => t.Header["alg"] = "RS384")
            .Sign(bytes => issuer.Rsa.SignData(bytes, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1)),
        ["PS256"] = (issuer, token) => token.With(t => t.Header["alg"] = "PS256")
            .Sign(bytes => issuer.Rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)),
        ["ES256 with the id of an RSA key"] = (_, token) => token.With(t => t.Header["alg"] = "ES256").Sign(),
        ["another RSA key under a published id"] = (_, token) =>
        {
            using var other = RSA.Create(2048);
            return token.Sign(bytes => other.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        },
        ["its key brought along"] = (_, token) =>
        {
            using var other = RSA.Create(2048);
            var key = other.ExportParameters(false);
            token.Header["jwk"] = new { kty = "RSA", n = SmallIssuer.Encode(key.Modulus!), e = SmallIssuer.Encode(key.Exponent!) };
            return token.Sign(bytes => other.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        },
        ["jku in the header"] = (_, token) => token.With(t => t.Header["jku"] = "http://127.0.0.1/keys").Sign(),
        ["x5u in the header"] = (_, token) => token.With(t => t.Header["x5u"] = "http://127.0.0.1/keys").Sign(),
        ["x5c in the header"] = (_, token) => token.With(t => t.Header["x5c"] = new[] { "AAAA" }).Sign(),
        ["a critical extension"] = (_, token) => token.With(t => t.Header["crit"] = new[] { "exp" }).Sign(),
        ["an unknown key's id"] = (_, token) => token.With(t => t.Header["kid"] = "other").Sign(),
        ["no key's id"] = (_, token) => token.With(t => t.Header.Remove("kid")).Sign(),
        ["another type"] = (_, token) => token.With(t => t.Header["typ"] = "logout+jwt").Sign(),
        ["no type"] = (_, token) => token.With(t => t.Header.Remove("typ")).Sign(),
        ["another audience"] = (_, token) => token.With(t => t.Payload["aud"] = "someone-else").Sign(),
        ["the audience with a slash"] = (_, token) => token.With(t => t.Payload["aud"] = SmallIssuer.Audience + "/").Sign(),
        ["no audience"] = (_, token) => token.With(t => t.Payload.Remove("aud")).Sign(),
        ["another issuer"] = (_, token) => token.With(t => t.Payload["iss"] = "https://evil.example").Sign(),
        ["the issuer with a slash"] = (issuer, token) => token.With(t => t.Payload["iss"] = issuer.Address + "/").Sign(),
        ["no issuer"] = (_, token) => token.With(t => t.Payload.Remove("iss")).Sign(),
        ["expired by 31 s"] = (_, token) => token.With(t => t.Move("exp", -331)).Sign(),
        ["no expiry"] = (_, token) => token.With(t => t.Payload.Remove("exp")).Sign(),
        ["not before 31 s from now"] = (_, token) => token.With(t => t.Move("nbf", 31)).Sign(),
        ["issued 31 s from now"] = (_, token) => token.With(t => t.Move("iat", 31)).Sign(),
        ["no issue time"] = (_, token) => token.With(t => t.Payload.Remove("iat")).Sign(),
        ["no subject"] = (_, token) => token.With(t => t.Payload.Remove("sub")).Sign(),
        ["an ID token"] = (_, token) => token.With(t => t.Payload["nonce"] = "n-1").Sign(),
        ["encrypted"] = (_, token) => $"{token.Sign()}.AAAA.AAAA",
        ["very long"] = (_, token) => token.With(t => t.Payload["more"] = new string('x', 16_384)).Sign(),
    };

    [Theory]
    [MemberData(nameof(Tricks))]
    public async Task A_tampered_token_of_the_issuer_is_refused(string trick)
    {
        await using var issuer = await SmallIssuer.StartAsync(_clock);
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite, _clock, issuer.Settings());
        await server.OwnerAsync();
        Assert.Equal(200, (await server.Client(issuer.Token().Sign()).SendAsync(HttpMethod.Get, Me)).Code);

        var answer = await server.Client(Corpus[trick](issuer, issuer.Token())).SendAsync(HttpMethod.Get, Me);

        Assert.Equal((401, "invalid_credentials"), (answer.Code, answer.ErrorCode));
    }

    [Theory]
    [Engines]
    public async Task Both_algorithms_count_and_so_does_a_token_within_thirty_seconds_of_its_time(TestEngine engine)
    {
        await using var issuer = await SmallIssuer.StartAsync(_clock);
        await using var server = await ServerUnderTest.StartAsync(engine, _clock, issuer.Settings());
        await server.OwnerAsync();
        string[] good =
        [
            issuer.Token().With(t => t.Header["typ"] = "JWT").Sign(),
            issuer.Token().With(t => (t.Header["alg"], t.Header["kid"]) = ("ES256", "ec-1")).Sign(),
            issuer.Token().With(t => t.Payload["aud"] = new[] { "another", SmallIssuer.Audience }).Sign(),
            issuer.Token().With(t => t.Payload.Remove("nbf")).Sign(),
            issuer.Token().With(t => t.Move("nbf", 29)).Sign(),
            issuer.Token().With(t => t.Move("exp", -329)).Sign(),
        ];

        foreach (var token in good)
        {
            Assert.Equal(200, (await server.Client(token).SendAsync(HttpMethod.Get, Me)).Code);
        }
    }

    [Theory]
    [Engines]
    public async Task A_new_key_is_fetched_when_a_token_names_it_and_made_up_ids_ask_once_a_minute(TestEngine engine)
    {
        await using var issuer = await SmallIssuer.StartAsync(_clock);
        await using var server = await ServerUnderTest.StartAsync(engine, _clock, issuer.Settings());
        await server.OwnerAsync();
        Assert.Equal(200, await CodeAsync(server, issuer.Token()));
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(401, await CodeAsync(server, issuer.Token().With(t => t.Header["kid"] = $"made-up-{i}")));
        }

        Assert.Equal(1, issuer.Asked);
        issuer.Publish("rsa-2");
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(200, await CodeAsync(server, issuer.Token().With(t => t.Header["kid"] = "rsa-2")));
        Assert.Equal(2, issuer.Asked);
    }

    [Theory]
    [Engines]
    public async Task While_the_issuer_is_down_only_its_own_tokens_wait_and_known_keys_serve_on(TestEngine engine)
    {
        await using var issuer = await SmallIssuer.StartAsync(_clock);
        issuer.IsDown = true;
        await using var server = await ServerUnderTest.StartAsync(engine, _clock, issuer.Settings());
        var owner = await server.OwnerAsync();

        var away = await server.Client(issuer.Token().Sign()).SendAsync(HttpMethod.Get, Me);

        Assert.Equal((503, "issuer_unavailable", "60"), (away.Code, away.ErrorCode, away.Headers["Retry-After"]));
        Assert.Equal(200, (await owner.SendAsync(HttpMethod.Get, Me)).Code);
        Assert.Equal(401, (await server.Client(issuer.Token().With(t => t.Payload["iss"] = "https://evil.example").Sign()).SendAsync(HttpMethod.Get, Me)).Code);

        issuer.IsDown = false;
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(200, await CodeAsync(server, issuer.Token()));
        issuer.IsDown = true;
        _clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(200, await CodeAsync(server, issuer.Token()));
        _clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(503, await CodeAsync(server, issuer.Token()));
    }

    [Fact]
    public async Task A_discovery_document_of_another_issuer_is_not_believed()
    {
        await using var issuer = await SmallIssuer.StartAsync(_clock);
        issuer.Pretend("https://evil.example");
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite, _clock, issuer.Settings());

        Assert.Equal(503, await CodeAsync(server, issuer.Token()));
        Assert.Equal(0, issuer.Asked);
        Assert.Contains(server.LogLines, line => line.Contains("names another issuer", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false, 503)]
    [InlineData(true, 200)]
    public async Task What_the_issuer_names_elsewhere_in_the_private_network_is_not_called(bool isAllowed, int code)
    {
        await using var issuer = await SmallIssuer.StartAsync(_clock);
        await using var elsewhere = await SmallIssuer.StartAsync(_clock);
        issuer.KeepKeysAt($"{elsewhere.Address}/keys");
        var settings = issuer.Settings();
        if (isAllowed)
        {
            settings["Egress:AllowedSubnets:0"] = "127.0.0.0/8";
        }

        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite, _clock, settings);
        await server.OwnerAsync();

        var got = await CodeAsync(server, isAllowed ? elsewhere.Token().With(token => token.Payload["iss"] = issuer.Address) : issuer.Token());

        Assert.Equal(code, got);
        Assert.Equal(isAllowed ? 1 : 0, elsewhere.Asked);
    }

    [Theory]
    [InlineData("http://id.example.org", "reconvene", "Oidc:Issuer")]
    [InlineData("https://id.example.org/?x=1", "reconvene", "Oidc:Issuer")]
    [InlineData("id.example.org", "reconvene", "Oidc:Issuer")]
    [InlineData("https://id.example.org", "", "Oidc:Audience")]
    public async Task A_wrong_setting_refuses_the_start_by_name(string issuer, string audience, string named)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Oidc:Issuer"] = issuer, ["Oidc:Audience"] = audience };

        var refused = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(
            () => ServerUnderTest.StartAsync(TestEngine.Sqlite, settings: settings));

        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    private static async Task<int> CodeAsync(ServerUnderTest server, IssuerToken token) =>
        (await server.Client(token.Sign()).SendAsync(HttpMethod.Get, Me)).Code;
}
