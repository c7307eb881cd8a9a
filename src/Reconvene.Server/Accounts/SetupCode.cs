using System.Security.Cryptography;
using System.Text;
using Reconvene.Server.Platform.Secrets;

namespace Reconvene.Server.Accounts;

/// <summary>
/// What proves that whoever sets the server up can read its console. Derived from the master key, so that every node
/// prints the same one and none is stored.
/// </summary>
internal sealed class SetupCode(MasterKeys masterKeys)
{
    // Crockford's letters: none is taken for another when it is read aloud or typed. 16 of them are 80 bits.
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 16;

    private readonly string _letters = Make(masterKeys.Derive("setup"));

    /// <summary>Four groups of four.</summary>
    public string Text => string.Join('-', _letters.Chunk(4).Select(group => new string(group)));

    public bool Matches(string given) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(Normalize(given))), SHA256.HashData(Encoding.ASCII.GetBytes(_letters)));

    public override string ToString() => "***";

    private static string Make(byte[] key) => string.Create(Length, key, static (letters, bytes) =>
    {
        for (var i = 0; i < letters.Length; i++)
        {
            letters[i] = Letters[bytes[i] % Letters.Length];
        }
    });

    private static string Normalize(string given) => given.ToUpperInvariant()
        .Replace("-", "", StringComparison.Ordinal)
        .Replace(" ", "", StringComparison.Ordinal)
        .Replace('O', '0')
        .Replace('I', '1')
        .Replace('L', '1');
}
