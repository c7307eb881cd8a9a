using System.Buffers.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using Reconvene.Server.Platform;

namespace Reconvene.Server.Accounts.Oidc;

/// <summary>
/// The public keys of an issuer by their ids: RSA of 2048 bits and more, and EC on P-256, for signatures. All else that
/// the set holds is passed over.
/// </summary>
internal static class OidcKeySet
{
    private const int FewestRsaBytes = 2048 / 8;
    private const int P256Bytes = 32;

    public static IReadOnlyDictionary<string, JsonWebKey> Read(JsonElement document)
    {
        var keys = new Dictionary<string, JsonWebKey>(StringComparer.Ordinal);
        foreach (var given in document.GetProperty("keys").EnumerateArray())
        {
            if (given.TextOf("kid") is { Length: > 0 } id && Key(given) is { } key)
            {
                key.Kid = id;
                keys[id] = key;
            }
        }

        return keys;
    }

    private static JsonWebKey? Key(JsonElement given)
    {
        if (given.TextOf("use") is not (null or "sig"))
        {
            return null;
        }

        return (given.TextOf("kty"), given.TextOf("alg") ?? "") switch
        {
            ("RSA", "" or "RS256") => Rsa(given.TextOf("n"), given.TextOf("e")),
            ("EC", "" or "ES256") when given.TextOf("crv") is "P-256" => Ec(given.TextOf("x"), given.TextOf("y")),
            _ => null,
        };
    }

    private static JsonWebKey? Rsa(string? modulus, string? exponent) =>
        BytesOf(modulus) >= FewestRsaBytes && BytesOf(exponent) > 0
            ? new JsonWebKey { Kty = JsonWebAlgorithmsKeyTypes.RSA, N = modulus, E = exponent, Alg = SecurityAlgorithms.RsaSha256 }
            : null;

    private static JsonWebKey? Ec(string? x, string? y) => BytesOf(x) is P256Bytes && BytesOf(y) is P256Bytes
        ? new JsonWebKey
        {
            Kty = JsonWebAlgorithmsKeyTypes.EllipticCurve,
            Crv = JsonWebKeyECTypes.P256,
            X = x,
            Y = y,
            Alg = SecurityAlgorithms.EcdsaSha256,
        }
        : null;

    private static int BytesOf(string? text) => text is not null && Base64Url.IsValid(text, out var length) ? length : 0;
}
