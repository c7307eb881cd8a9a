using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Reconvene.Zoom.OAuth;

/// <summary>
/// Proof Key for Code Exchange (RFC 7636), method S256: the challenge travels through the browser, the verifier only
/// from server to server, so that a code that was caught on its way is of no use.
/// </summary>
public static class Pkce
{
    private const int RandomBytes = 32;
    private const int Shortest = 43;
    private const int Longest = 128;

    /// <summary>A new verifier: 43 unreserved characters made of 32 random bytes. Keep it sealed.</summary>
    public static string NewVerifier() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>The S256 challenge of a verifier: its SHA-256 in base64url, 43 characters.</summary>
    /// <param name="verifier">43 to 128 letters, digits, <c>-</c>, <c>.</c>, <c>_</c> or <c>~</c>.</param>
    /// <exception cref="ArgumentException">The verifier is too short, too long or holds other characters.</exception>
    public static string Challenge(string verifier)
    {
        ThrowIfNoVerifier(verifier, nameof(verifier));
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
    }

    internal static void ThrowIfNoVerifier(string verifier, string name)
    {
        ArgumentNullException.ThrowIfNull(verifier, name);
        if (verifier.Length is < Shortest or > Longest || !verifier.All(IsUnreserved))
        {
            throw new ArgumentException(
                "A code verifier has 43 to 128 characters out of A-Z, a-z, 0-9 and '-._~': make one with NewVerifier.",
                name);
        }
    }

    private static bool IsUnreserved(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~';
}
