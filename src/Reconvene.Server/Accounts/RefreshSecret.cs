using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Reconvene.Server.Accounts;

/// <summary>The text of a refresh token: <c>rcr_</c> and 256 random bits. Only its hash is kept.</summary>
internal sealed class RefreshSecret
{
    private const string Mark = "rcr_";
    private const int Bytes = 32;
    private const int Longest = 100;

    private RefreshSecret(string text) => Text = text;

    /// <summary>The token itself: for its person, once.</summary>
    public string Text { get; }

    public byte[] Hash => SHA256.HashData(Encoding.UTF8.GetBytes(Text));

    public static RefreshSecret Make() =>
        new($"{Mark}{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes))}");

    /// <summary>Null when the text cannot be one of ours.</summary>
    public static RefreshSecret? Read(string text) =>
        text.Length <= Longest && text.StartsWith(Mark, StringComparison.Ordinal) ? new RefreshSecret(text) : null;

    public override string ToString() => "***";
}
