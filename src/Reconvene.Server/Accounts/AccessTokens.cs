using System.Globalization;
using Microsoft.IdentityModel.JsonWebTokens;
using Reconvene.Server.Platform.Secrets;

namespace Reconvene.Server.Accounts;

/// <summary>
/// Our access tokens (RFC 9068): whose they are, and the stamp that the person had when they were made, so that a change of
/// password or role ends them.
/// </summary>
internal sealed class AccessTokens(MasterKeys masterKeys, TimeProvider time)
{
    public const string Type = "at+jwt";
    public const string Issuer = SignedTokens.Issuer;
    public const string Audience = "reconvene-api";

    public static readonly TimeSpan Life = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private const string TenantClaim = "tenant";
    private const string StampClaim = "stamp";

    // While the master key is changed, nodes still sign with the one before.
    private readonly SignedTokens _tokens = new(Type, Audience, masterKeys.DeriveAll("access-token"), Skew, time);

    public string Make(UserRow user) => _tokens.Make(
        Life,
        new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [JwtRegisteredClaimNames.Sub] = user.Id.Value.ToString(CultureInfo.InvariantCulture),
            [TenantClaim] = user.TenantId.Value.ToString(CultureInfo.InvariantCulture),
            [StampClaim] = user.Stamp,
        });

    /// <summary>What a token proves; null when it proves nothing.</summary>
    public Proof? Read(string token) =>
        _tokens.Read(token) is { } jwt
        && long.TryParse(jwt.Subject, NumberStyles.None, CultureInfo.InvariantCulture, out var user)
        && jwt.TryGetPayloadValue<string>(TenantClaim, out var tenantText)
        && long.TryParse(tenantText, NumberStyles.None, CultureInfo.InvariantCulture, out var tenant)
        && jwt.TryGetPayloadValue<string>(StampClaim, out var stamp)
            ? new Proof(new(tenant), new(user), stamp)
            : null;

    /// <summary>Who the token was made for, and the stamp that the person had then.</summary>
    internal sealed record Proof(TenantId Tenant, UserId User, string Stamp)
    {
        public override string ToString() => $"token of user {User.Value}";
    }
}
