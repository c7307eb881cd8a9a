using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Reconvene.Server.Platform.Secrets;

/// <summary>
/// Our own tokens of one kind: JWTs (RFC 7519) signed by one algorithm. Nothing in a token chooses how it is checked;
/// encrypted tokens, other kinds, other keys' ids and keys inside the token are refused.
/// </summary>
internal sealed class SignedTokens
{
    public const string Issuer = "reconvene";

    private const int LongestToken = 4096;

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly string _type;
    private readonly string _audience;
    private readonly TimeSpan _skew;
    private readonly TimeProvider _time;
    private readonly SigningCredentials _signing;
    private readonly HashSet<string> _keyIds;
    private readonly TokenValidationParameters _rules;

    /// <summary>Makes and reads one kind.</summary>
    /// <param name="type">The header's <c>typ</c>; a token of another kind is refused.</param>
    /// <param name="audience">Who reads them.</param>
    /// <param name="keys">The one that signs first; the others are of a key that is being changed, and still read.</param>
    /// <param name="skew">How far clocks of other nodes may be off.</param>
    /// <param name="time">The clock.</param>
    public SignedTokens(string type, string audience, IReadOnlyList<byte[]> keys, TimeSpan skew, TimeProvider time)
    {
        _type = type;
        _audience = audience;
        _skew = skew;
        _time = time;
        List<SymmetricSecurityKey> known = [.. keys.Select(Key)];
        _keyIds = known.Select(key => key.KeyId).ToHashSet(StringComparer.Ordinal);
        _signing = new SigningCredentials(known[0], SecurityAlgorithms.HmacSha256);
        _rules = new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            ValidTypes = [type],
            ValidIssuer = Issuer,
            ValidAudience = audience,
            IgnoreTrailingSlashWhenValidatingAudience = false,
            IssuerSigningKeys = known,
            TryAllIssuerSigningKeys = false,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            LifetimeValidator = IsInItsTime,
        };
    }

    public string Make(TimeSpan life, IDictionary<string, object> claims)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = _type,
            Issuer = Issuer,
            Audience = _audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + life,
            SigningCredentials = _signing,
            Claims = claims,
        });
    }

    /// <summary>The token when it proves something, else null.</summary>
    public JsonWebToken? Read(string? text)
    {
        // Three parts only: five would be an encrypted token, which this library is too old to be trusted with.
        if (text is null or { Length: > LongestToken } || text.Count(letter => letter is '.') is not 2)
        {
            return null;
        }

        var result = _handler.ValidateToken(text, _rules);
        return result is { IsValid: true, SecurityToken: JsonWebToken token } && IsOurs(token) ? token : null;
    }

    private static SymmetricSecurityKey Key(byte[] bytes) =>
        new(bytes) { KeyId = Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 6)) };

    /// <summary>Beyond the signature: a key of ours named, no other key brought along, both ends of its time given.</summary>
    private bool IsOurs(JsonWebToken token) =>
        _keyIds.Contains(token.Kid ?? "")
        && token.ValidFrom != DateTime.MinValue
        && token.IssuedAt != DateTime.MinValue
        && !token.TryGetHeaderValue<object>("jwk", out _)
        && !token.TryGetHeaderValue<object>("jku", out _)
        && !token.TryGetHeaderValue<object>("x5u", out _)
        && !token.TryGetHeaderValue<object>("x5c", out _)
        && !token.TryGetHeaderValue<object>("crit", out _);

    private bool IsInItsTime(
        DateTime? notBefore, DateTime? expires, SecurityToken securityToken, TokenValidationParameters rules)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return notBefore is not null && expires is not null && notBefore <= now + _skew && expires > now - _skew;
    }
}
