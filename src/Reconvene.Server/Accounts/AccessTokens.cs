using System.Globalization;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Reconvene.Server.Platform.Secrets;

namespace Reconvene.Server.Accounts;

/// <summary>
/// Our access tokens: JWTs (RFC 9068) signed with one key by one algorithm. Nothing in a token chooses how it is
/// checked; encrypted tokens, other types, other keys' ids and keys inside the token are refused.
/// </summary>
internal sealed class AccessTokens
{
    public const string Type = "at+jwt";
    public const string Issuer = "reconvene";
    public const string Audience = "reconvene-api";

    public static readonly TimeSpan Life = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private const int LongestToken = 4096;
    private const string TenantClaim = "tenant";
    private const string StampClaim = "stamp";

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly TimeProvider _time;
    private readonly SigningCredentials _signing;
    private readonly HashSet<string> _keyIds;
    private readonly TokenValidationParameters _rules;

    public AccessTokens(MasterKeys masterKeys, TimeProvider time)
    {
        _time = time;

        // While the master key is changed, nodes still sign with the one before.
        List<SymmetricSecurityKey> keys = [.. masterKeys.DeriveAll("access-token").Select(Key)];
        _keyIds = keys.Select(key => key.KeyId).ToHashSet(StringComparer.Ordinal);
        _signing = new SigningCredentials(keys[0], SecurityAlgorithms.HmacSha256);
        _rules = new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            ValidTypes = [Type],
            ValidIssuer = Issuer,
            ValidAudience = Audience,
            IgnoreTrailingSlashWhenValidatingAudience = false,
            IssuerSigningKeys = keys,
            TryAllIssuerSigningKeys = false,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            LifetimeValidator = IsInItsTime,
        };
    }

    public string Make(UserRow user)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = Type,
            Issuer = Issuer,
            Audience = Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + Life,
            SigningCredentials = _signing,
            Claims = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                [JwtRegisteredClaimNames.Sub] = user.Id.Value.ToString(CultureInfo.InvariantCulture),
                [TenantClaim] = user.TenantId.Value.ToString(CultureInfo.InvariantCulture),
                [StampClaim] = user.Stamp,
            },
        });
    }

    /// <summary>What a token proves; null when it proves nothing.</summary>
    public Proof? Read(string token)
    {
        // Three parts only: five would be an encrypted token, which this library is too old to be trusted with.
        if (token.Length > LongestToken || token.Count(letter => letter is '.') is not 2)
        {
            return null;
        }

        var result = _handler.ValidateToken(token, _rules);
        if (!result.IsValid || result.SecurityToken is not JsonWebToken jwt || !IsOurs(jwt))
        {
            return null;
        }

        return long.TryParse(jwt.Subject, NumberStyles.None, CultureInfo.InvariantCulture, out var user)
            && jwt.TryGetPayloadValue<string>(TenantClaim, out var tenantText)
            && long.TryParse(tenantText, NumberStyles.None, CultureInfo.InvariantCulture, out var tenant)
            && jwt.TryGetPayloadValue<string>(StampClaim, out var stamp)
                ? new Proof(new(tenant), new(user), stamp)
                : null;
    }

    private static SymmetricSecurityKey Key(byte[] bytes) =>
        new(bytes) { KeyId = Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 6)) };

    /// <summary>Beyond the signature: a key of ours named, no other key brought along, both ends of its time given.</summary>
    private bool IsOurs(JsonWebToken jwt) =>
        _keyIds.Contains(jwt.Kid ?? "")
        && jwt.ValidFrom != DateTime.MinValue
        && jwt.IssuedAt != DateTime.MinValue
        && !jwt.TryGetHeaderValue<object>("jwk", out _)
        && !jwt.TryGetHeaderValue<object>("jku", out _)
        && !jwt.TryGetHeaderValue<object>("x5u", out _)
        && !jwt.TryGetHeaderValue<object>("x5c", out _)
        && !jwt.TryGetHeaderValue<object>("crit", out _);

    private bool IsInItsTime(
        DateTime? notBefore, DateTime? expires, SecurityToken securityToken, TokenValidationParameters rules)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return notBefore is not null && expires is not null && notBefore <= now + Skew && expires > now - Skew;
    }

    /// <summary>Who the token was made for, and the stamp that the person had then.</summary>
    internal sealed record Proof(TenantId Tenant, UserId User, string Stamp)
    {
        public override string ToString() => $"token of user {User.Value}";
    }
}
