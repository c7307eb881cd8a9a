using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Reconvene.Server.Platform.Secrets;

namespace Reconvene.Server.Connections.Consent;

/// <summary>
/// The OAuth <c>state</c>: a JWT that carries nothing but the single-use id of a consent and its end. Whose consent it
/// is stands in the database, under the id's hash.
/// </summary>
internal sealed class ConsentState(Lazy<MasterKeys> masterKeys, IOptions<ZoomOptions> options, TimeProvider time)
{
    /// <summary>How long a person may take over Zoom's page.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private readonly SignedTokens _tokens = new(
        "state+jwt", "zoom-consent", Keys(masterKeys, options.Value.StateSecret), TimeSpan.Zero, time);

    public string Make(string key) => _tokens.Make(
        Life, new Dictionary<string, object>(StringComparer.Ordinal) { [JwtRegisteredClaimNames.Jti] = key });

    /// <summary>The single-use id; null when the state is not ours, or its time is over.</summary>
    public string? Read(string? state) => _tokens.Read(state)?.Id is { Length: > 0 } key ? key : null;

    /// <summary>While the master key is changed, people are on Zoom's page with states of the one before.</summary>
    private static IReadOnlyList<byte[]> Keys(Lazy<MasterKeys> masterKeys, string? secret) => string.IsNullOrEmpty(secret)
        ? masterKeys.Value.DeriveAll("oauth-state")
        : [HKDF.DeriveKey(
            HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), MasterKeys.KeyBytes, info: "reconvene:oauth-state"u8.ToArray())];
}
