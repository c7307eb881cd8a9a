using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Reconvene.Server.Accounts;

/// <summary>
/// The text of an API key: <c>rcv_</c>, ten letters to find it by, and forty (200 bits) that prove it. Only a hash of the
/// whole is kept; with that many random bits a fast hash is as good as a slow one.
/// </summary>
internal sealed class ApiKeySecret
{
    public const string Mark = "rcv_";

    // 32 letters, five bits each.
    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";
    private const int NameLength = 10;
    private const int ProofLength = 40;

    private ApiKeySecret(string text) => Text = text;

    /// <summary>The key itself: for its person, once.</summary>
    public string Text { get; }

    public string Prefix => Text[..(Mark.Length + NameLength)];

    public byte[] Hash => SHA256.HashData(Encoding.ASCII.GetBytes(Text));

    public static ApiKeySecret Make() => new(
        $"{Mark}{RandomNumberGenerator.GetString(Letters, NameLength)}_{RandomNumberGenerator.GetString(Letters, ProofLength)}");

    public static bool TryRead(string text, [NotNullWhen(true)] out ApiKeySecret? key)
    {
        key = text.Length is 4 + NameLength + 1 + ProofLength
            && text.StartsWith(Mark, StringComparison.Ordinal)
            && text.All(char.IsAscii)
                ? new ApiKeySecret(text)
                : null;
        return key is not null;
    }

    public bool Matches(byte[] hash) => CryptographicOperations.FixedTimeEquals(Hash, hash);

    public override string ToString() => "***";
}
