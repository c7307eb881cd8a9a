using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Reconvene.Server.Platform.Secrets;

/// <summary>
/// The keys that stand outside the database: the first one wraps new data keys, all of them open old ones. Keys for
/// other purposes (sign-in tokens, OAuth state, links) are derived from the first, one per purpose, so that what is
/// made for one never passes for another.
/// </summary>
internal sealed class MasterKeys
{
    public const int KeyBytes = 32;

    private readonly IReadOnlyList<MasterKey> _keys;

    public MasterKeys(IReadOnlyList<byte[]> keys) => _keys = [.. keys.Select(key => new MasterKey(key))];

    public string CurrentId => _keys[0].Id;

    public IReadOnlyList<string> Ids => [.. _keys.Select(key => key.Id)];

    /// <summary>Whether it is at hand, but not the one that writes.</summary>
    public bool IsOlder(string keyId) => _keys.Skip(1).Any(key => key.Id == keyId);

    /// <summary>A key for one purpose (HKDF-SHA256, RFC 5869), the same on every node that has the master key.</summary>
    public byte[] Derive(string purpose) => Derive(_keys[0], purpose);

    /// <summary>The same of every key at hand, the one that writes first: what an older one made is still read.</summary>
    public IReadOnlyList<byte[]> DeriveAll(string purpose) => [.. _keys.Select(key => Derive(key, purpose))];

    /// <summary>Wraps a data key under the current master key.</summary>
    public byte[] Wrap(byte[] dataKey, string place) => Sealed.Make(WrappingKey(_keys[0]), dataKey, place);

    public bool TryUnwrap(string keyId, byte[] wrapped, string place, [NotNullWhen(true)] out byte[]? dataKey)
    {
        dataKey = null;
        return _keys.FirstOrDefault(key => key.Id == keyId) is { } key
            && Sealed.TryOpen(WrappingKey(key), wrapped, place, out dataKey);
    }

    public override string ToString() => "***";

    private static byte[] Derive(MasterKey key, string purpose) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, key.Bytes, KeyBytes, info: Encoding.UTF8.GetBytes($"reconvene:purpose:{purpose}"));

    private static byte[] WrappingKey(MasterKey key) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, key.Bytes, KeyBytes, info: "reconvene:wrap"u8.ToArray());

    private sealed class MasterKey(byte[] bytes)
    {
        public byte[] Bytes { get; } = bytes;

        /// <summary>Names the key without telling it.</summary>
        public string Id { get; } = Convert.ToHexStringLower(
            HKDF.DeriveKey(HashAlgorithmName.SHA256, bytes, 8, info: "reconvene:key-id"u8.ToArray()));
    }
}
