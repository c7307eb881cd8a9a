using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Reconvene.Zoom.Webhooks;

/// <summary>The answer to Zoom's question whether this address is ours.</summary>
/// <param name="PlainToken">What Zoom sent.</param>
/// <param name="EncryptedToken">Its HMAC in lower-case hex.</param>
public sealed record UrlValidationAnswer(string PlainToken, string EncryptedToken);

/// <summary>
/// Answers <c>endpoint.url_validation</c>. Only after the event itself is proven: answering anyone, or signing any
/// text, would hand out valid signatures of events that Zoom never sent.
/// </summary>
public static partial class UrlValidation
{
    /// <summary>The name of the event.</summary>
    public const string EventName = "endpoint.url_validation";

    /// <summary>Makes the answer.</summary>
    /// <returns>Null when the token is not 1 to 100 of <c>[A-Za-z0-9_-]</c> or the secret is empty: answer 400.</returns>
    public static UrlValidationAnswer? TryAnswer(string? plainToken, Secret secret)
    {
        if (plainToken is null || secret.IsEmpty || !Acceptable().IsMatch(plainToken))
        {
            return null;
        }

        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret.Reveal()), Encoding.ASCII.GetBytes(plainToken));
        return new UrlValidationAnswer(plainToken, Convert.ToHexStringLower(mac));
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,100}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Acceptable();
}
