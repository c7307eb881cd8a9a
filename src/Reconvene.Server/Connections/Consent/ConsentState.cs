using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Reconvene.Server.Platform.Secrets;

namespace Reconvene.Server.Connections.Consent;

/// <summary>
/// The OAuth <c>state</c>: a JWT that carries nothing but the single-use id of a consent and its end. Whose consent it
/// is stands in the database, under the id's hash.
/// </summary>
internal sealed class ConsentState
{
    /// <summary>How long a person may take over Zoom's page.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private const string Type = "state+jwt";
    private const string Issuer = "reconvene";
    private const string Audience = "zoom-consent";
    private const int Longest = 2000;

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly TimeProvider _time;
    private readonly SigningCredentials _signing;
    private readonly TokenValidationParameters _rules;

    public ConsentState(Lazy<MasterKeys> masterKeys, IOptions<ZoomOptions> options, TimeProvider time)
    {
        _time = time;
        var secret = options.Value.StateSecret;

        // While the master key is changed, people are on Zoom's page with states of the one before.
        List<SymmetricSecurityKey> keys = string.IsNullOrEmpty(secret)
            ? [.. masterKeys.Value.DeriveAll("oauth-state").Select(bytes => new SymmetricSecurityKey(bytes))]
            : [new(HKDF.DeriveKey(
                HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), MasterKeys.KeyBytes, info: "reconvene:oauth-state"u8.ToArray()))];
        _signing = new SigningCredentials(keys[0], SecurityAlgorithms.HmacSha256);
        _rules = new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            ValidTypes = [Type],
            ValidIssuer = Issuer,
            ValidAudience = Audience,
            IssuerSigningKeys = keys,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            LifetimeValidator = (_, expires, _, _) => expires > _time.GetUtcNow().UtcDateTime,
        };
    }

    public string Make(string key)
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
            Claims = new Dictionary<string, object>(StringComparer.Ordinal) { [JwtRegisteredClaimNames.Jti] = key },
        });
    }

    /// <summary>The single-use id; null when the state is not ours, or its time is over.</summary>
    public string? Read(string? state)
    {
        // Three parts only: five would be an encrypted token.
        if (state is null or { Length: > Longest } || state.Count(letter => letter is '.') is not 2)
        {
            return null;
        }

        var result = _handler.ValidateToken(state, _rules);
        return result is { IsValid: true, SecurityToken: JsonWebToken { Id.Length: > 0 } token } ? token.Id : null;
    }
}
