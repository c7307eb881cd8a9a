using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Reconvene.Server.Accounts.Invitations;

/// <summary>What accepts an invitation: 192 random bits, fit for an address. Only its hash is kept.</summary>
internal sealed class InvitationCode
{
    private const int Bytes = 24;
    private const int Longest = 100;

    private InvitationCode(string text) => Text = text;

    /// <summary>The code itself: for the person invited, once.</summary>
    public string Text { get; }

    public byte[] Hash => SHA256.HashData(Encoding.UTF8.GetBytes(Text));

    public static InvitationCode Make() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)));

    /// <summary>Null when the text cannot be one of ours.</summary>
    public static InvitationCode? Read(string text) =>
        text.Trim() is { Length: > 0 and <= Longest } code ? new InvitationCode(code) : null;

    public override string ToString() => "***";
}
