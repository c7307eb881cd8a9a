using System.Buffers.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Reconvene.Server.Platform;

namespace Reconvene.Server.Accounts.Oidc;

/// <summary>
/// Access tokens of the configured issuer: signed with RS256 or ES256 by a key that the issuer itself publishes. Nothing in
/// a token chooses how it is checked; encrypted tokens, keys inside the token and ID tokens are refused.
/// </summary>
internal sealed class OidcTokens(IOptions<OidcOptions> options, OidcKeys keys, TimeProvider time)
{
    private const int LongestToken = 16_384;

    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256];

    // RFC 9068 names the first two; many issuers still write the third.
    private static readonly string[] Types = ["at+jwt", "application/at+jwt", "JWT"];
    private static readonly string[] KeyHeaders = ["jwk", "jku", "x5u", "x5c", "crit", "enc", "zip"];

    // Only ID tokens have these: they are for the program at which the person signed in, not for us.
    private static readonly string[] IdTokenClaims = ["nonce", "at_hash", "c_hash"];
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    private readonly JsonWebTokenHandler _handler = new();

    public async Task<OidcReading> ReadAsync(string token, CancellationToken cancellation)
    {
        if (options.Value.Issuer is not { } issuer
            || token.Length > LongestToken
            || token.Split('.') is not { Length: 3 } parts
            || Part(parts[0]) is not { } header
            || Part(parts[1]) is not { } claims
            || claims.TextOf("iss") != issuer
            || KeyIdOf(header) is not { } keyId)
        {
            return new OidcReading.Refused();
        }

        return await keys.FindAsync(keyId, cancellation) switch
        {
            KeyOutcome.Found { Key: var key } => Check(token, key, claims, issuer),
            KeyOutcome.Away away => new OidcReading.Away(away.Wait),
            _ => new OidcReading.Refused(),
        };
    }

    /// <summary>The key that a header asks for; null when the header is not one that we take.</summary>
    private static string? KeyIdOf(JsonElement header) =>
        Algorithms.Contains(header.TextOf("alg"), StringComparer.Ordinal)
        && Types.Contains(header.TextOf("typ"), StringComparer.OrdinalIgnoreCase)
        && !Array.Exists(KeyHeaders, name => header.TryGetProperty(name, out _))
            ? header.TextOf("kid")
            : null;

    private OidcReading Check(string token, JsonWebKey key, JsonElement claims, string issuer)
    {
        var rules = new TokenValidationParameters
        {
            // Of the key, not of the token: an RSA key never checks anything but RS256.
            ValidAlgorithms = [key.Alg],
            ValidTypes = Types,
            ValidIssuer = issuer,
            ValidAudience = options.Value.Audience,
            IgnoreTrailingSlashWhenValidatingAudience = false,
            IssuerSigningKey = key,
            TryAllIssuerSigningKeys = false,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            LifetimeValidator = IsInItsTime,
        };
        var now = time.GetUtcNow();
        return _handler.ValidateToken(token, rules).IsValid
            && !Array.Exists(IdTokenClaims, name => claims.TryGetProperty(name, out _))
            && OidcPerson.Read(claims) is { } person
            && person.IssuedAt <= now + AccessTokens.Skew
                ? new OidcReading.Proven(person)
                : new OidcReading.Refused();
    }

    private bool IsInItsTime(
        DateTime? notBefore, DateTime? expires, SecurityToken securityToken, TokenValidationParameters rules)
    {
        // Not every issuer writes nbf; when it does, it counts. The library gives an absent one as no or the least moment.
        var now = time.GetUtcNow().UtcDateTime;
        return expires is not null && expires > now - AccessTokens.Skew && (notBefore is null || notBefore <= now + AccessTokens.Skew);
    }

    private static JsonElement? Part(string text)
    {
        if (!Base64Url.IsValid(text))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(text), Strict);
            return document.RootElement.ValueKind is JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What a token of the issuer proves.</summary>
internal abstract record OidcReading
{
    internal sealed record Proven(OidcPerson Person) : OidcReading;

    internal sealed record Refused : OidcReading;

    /// <summary>The issuer's keys cannot be had just now.</summary>
    internal sealed record Away(TimeSpan Wait) : OidcReading;
}
