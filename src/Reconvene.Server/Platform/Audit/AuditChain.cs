using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Reconvene.Server.Platform.Audit;

/// <summary>
/// How entries hang together: SHA-256 over the hash before and the entry's canonical bytes, a JSON array of its columns
/// in their order. Whoever has the rows can compute it anew; see the README beside this file.
/// </summary>
internal static class AuditChain
{
    /// <summary>What stands for the hash before the first entry.</summary>
    public static byte[] Start() => new byte[SHA256.HashSizeInBytes];

    public static byte[] Next(byte[] previous, AuditRow row) => SHA256.HashData([.. previous, .. Canonical(row)]);

    private static ReadOnlySpan<byte> Canonical(AuditRow row)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartArray();
        json.WriteNumberValue(row.TenantId.Value);
        json.WriteNumberValue(row.Sequence);
        json.WriteNumberValue(row.HappenedAt.ToUnixTimeMilliseconds());
        json.WriteStringValue(row.ActorKind);
        if (row.ActorUserId is { } user)
        {
            json.WriteNumberValue(user.Value);
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteStringValue(row.ActorMark);
        json.WriteStringValue(row.Action);
        json.WriteStringValue(row.Subject);
        json.WriteStringValue(row.Detail);
        json.WriteEndArray();
        json.Flush();
        return bytes.WrittenSpan;
    }
}
