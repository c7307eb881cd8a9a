using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Accounts.Oidc;

/// <summary>An OpenID Connect issuer on the loopback: a discovery document, its keys, and tokens by the test's clock.</summary>
internal sealed class SmallIssuer : IAsyncDisposable
{
    public const string Audience = "reconvene-of-the-school";

    private readonly WebApplication _app;
    private readonly TestClock _clock;
    private readonly List<object> _published = [];
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ECDsa _ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private string? _other;
    private string? _keys;

    private SmallIssuer(WebApplication app, TestClock clock)
    {
        _app = app;
        _clock = clock;
    }

    public string Address => _app.Urls.First();

    /// <summary>How often its keys were asked for.</summary>
    public int Asked { get; private set; }

    /// <summary>Answers everything with 503 while set.</summary>
    public bool IsDown { get; set; }

    public RSA Rsa => _rsa;

    public static async Task<SmallIssuer> StartAsync(TestClock clock)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var issuer = new SmallIssuer(builder.Build(), clock);
        issuer._app.Run(issuer.AnswerAsync);
        await issuer._app.StartAsync();
        issuer.Publish("rsa-1");
        issuer.PublishEc("ec-1");
        return issuer;
    }

    /// <summary>What the server is to be set to.</summary>
    public Dictionary<string, string> Settings(params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Oidc:Issuer"] = Address, ["Oidc:Audience"] = Audience };
        foreach (var (name, value) in more)
        {
            settings[$"Oidc:{name}"] = value;
        }

        return settings;
    }

    public void Publish(string keyId)
    {
        var key = _rsa.ExportParameters(false);
        _published.Add(new { kty = "RSA", use = "sig", kid = keyId, n = Encode(key.Modulus!), e = Encode(key.Exponent!) });
    }

    /// <summary>Says in its discovery document that it is another.</summary>
    public void Pretend(string issuer) => _other = issuer;

    /// <summary>Says in its discovery document that its keys stand elsewhere.</summary>
    public void KeepKeysAt(string address) => _keys = address;

    /// <summary>A token that is right in everything, until the test changes it.</summary>
    public IssuerToken Token(string subject = "person-1", string email = ServerUnderTest.OwnerEmail)
    {
        var now = _clock.GetUtcNow().ToUnixTimeSeconds();
        return new IssuerToken(this)
        {
            Header = { ["alg"] = "RS256", ["typ"] = "at+jwt", ["kid"] = "rsa-1" },
            Payload =
            {
                ["iss"] = Address,
                ["aud"] = Audience,
                ["sub"] = subject,
                ["iat"] = now,
                ["nbf"] = now,
                ["exp"] = now + 300,
                ["email"] = email,
                ["email_verified"] = true,
            },
        };
    }

    public byte[] Sign(string algorithm, byte[] bytes) => algorithm is "ES256"
        ? _ec.SignData(bytes, HashAlgorithmName.SHA256)
        : _rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public static string Encode(byte[] bytes) => WebEncoders.Base64UrlEncode(bytes);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _rsa.Dispose();
        _ec.Dispose();
    }

    private void PublishEc(string keyId)
    {
        var key = _ec.ExportParameters(false);
        _published.Add(new { kty = "EC", crv = "P-256", alg = "ES256", kid = keyId, x = Encode(key.Q.X!), y = Encode(key.Q.Y!) });
    }

    private Task AnswerAsync(HttpContext context)
    {
        if (IsDown)
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        }

        if (context.Request.Path == "/keys")
        {
            Asked++;
            return context.Response.WriteAsync(JsonSerializer.Serialize(new { keys = _published }), Encoding.UTF8);
        }

        context.Response.StatusCode = context.Request.Path == "/.well-known/openid-configuration" ? 200 : 404;
        return context.Response.WriteAsync(JsonSerializer.Serialize(new { issuer = _other ?? Address, jwks_uri = _keys ?? $"{Address}/keys" }), Encoding.UTF8);
    }
}
