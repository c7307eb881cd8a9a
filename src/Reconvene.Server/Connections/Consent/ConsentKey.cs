using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Reconvene.Server.Connections.Consent;

/// <summary>A random key of 256 bits that its holder shows once; of it only the hash is kept.</summary>
internal static class ConsentKey
{
    private const int Bytes = 32;
    private const int Longest = 100;

    public static string Make() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>What is looked up; an over-long key, which was never given out, has the hash of nothing.</summary>
    public static byte[] Hash(string key) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(key.Length <= Longest ? key : ""));
}
