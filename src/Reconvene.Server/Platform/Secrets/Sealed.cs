using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Reconvene.Server.Platform.Secrets;

/// <summary>AES-256-GCM (NIST SP 800-38D) as bytes: nonce (12), tag (16), ciphertext. Opens only in its own place.</summary>
internal static class Sealed
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    public static byte[] Make(byte[] key, ReadOnlySpan<byte> plain, string place)
    {
        var whole = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(whole.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(
            whole.AsSpan(0, NonceBytes),
            plain,
            whole.AsSpan(NonceBytes + TagBytes),
            whole.AsSpan(NonceBytes, TagBytes),
            Encoding.UTF8.GetBytes(place));
        return whole;
    }

    public static bool TryOpen(byte[] key, ReadOnlySpan<byte> whole, string place, [NotNullWhen(true)] out byte[]? plain)
    {
        plain = null;
        if (whole.Length < NonceBytes + TagBytes)
        {
            return false;
        }

        var opened = new byte[whole.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        try
        {
            aes.Decrypt(
                whole[..NonceBytes],
                whole[(NonceBytes + TagBytes)..],
                whole.Slice(NonceBytes, TagBytes),
                opened,
                Encoding.UTF8.GetBytes(place));
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }

        plain = opened;
        return true;
    }
}
