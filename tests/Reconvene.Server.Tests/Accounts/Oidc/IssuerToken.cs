using System.Text;
using System.Text.Json;

namespace Reconvene.Server.Tests.Accounts.Oidc;

/// <summary>A token of the small issuer, written by hand.</summary>
internal sealed class IssuerToken(SmallIssuer issuer)
{
    public Dictionary<string, object> Header { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, object> Payload { get; } = new(StringComparer.Ordinal);

    public IssuerToken With(Action<IssuerToken> change)
    {
        change(this);
        return this;
    }

    public void Move(string claim, long seconds) => Payload[claim] = (long)Payload[claim] + seconds;

    /// <summary>Signed by the issuer as the header says, or by what the test gives.</summary>
    public string Sign(Func<byte[], byte[]>? sign = null)
    {
        var text = $"{Part(Header)}.{Part(Payload)}";
        var bytes = Encoding.ASCII.GetBytes(text);
        return $"{text}.{SmallIssuer.Encode(sign is null ? issuer.Sign((string)Header["alg"], bytes) : sign(bytes))}";
    }

    private static string Part(Dictionary<string, object> members) =>
        SmallIssuer.Encode(JsonSerializer.SerializeToUtf8Bytes(members));
}
