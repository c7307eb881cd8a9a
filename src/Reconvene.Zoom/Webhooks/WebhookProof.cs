using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Reconvene.Zoom.Json;

namespace Reconvene.Zoom.Webhooks;

/// <summary>Proves that an event is Zoom's: HMAC-SHA256 over <c>v0:{time header}:{raw body}</c>.</summary>
public static class WebhookProof
{
    private const string Version = "v0=";
    private const int LongestStamp = 16;

    /// <summary>Judges the raw bytes, before anything reads them.</summary>
    /// <param name="body">The body exactly as it came.</param>
    /// <param name="signatureHeader"><c>x-zm-signature</c>, several values joined, or null.</param>
    /// <param name="timestampHeader"><c>x-zm-request-timestamp</c>, several values joined, or null.</param>
    /// <param name="secrets">The app's secret tokens; several while one is replaced.</param>
    /// <param name="now">The present moment.</param>
    /// <param name="window">Which times are accepted.</param>
    /// <param name="matchedSecret">The index of the secret that fits, or −1.</param>
    [SuppressMessage("Design", "CA1021", Justification = "The verdict is the answer; which secret fits is a note to it.")]
    public static WebhookVerdict Verify(
        ReadOnlySpan<byte> body,
        string? signatureHeader,
        string? timestampHeader,
        IReadOnlyList<Secret> secrets,
        DateTimeOffset now,
        WebhookWindow window,
        out int matchedSecret)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        ArgumentNullException.ThrowIfNull(window);
        matchedSecret = -1;
        if (string.IsNullOrEmpty(signatureHeader) || string.IsNullOrEmpty(timestampHeader))
        {
            return WebhookVerdict.Missing;
        }

        Span<byte> claimed = stackalloc byte[SHA256.HashSizeInBytes];
        if (!TryReadSignature(signatureHeader, claimed) || !TryReadTime(timestampHeader, out var sentAt))
        {
            return WebhookVerdict.Malformed;
        }

        matchedSecret = Match(claimed, timestampHeader, body, secrets);
        if (matchedSecret < 0)
        {
            return WebhookVerdict.NotProven;
        }

        return window.Holds(sentAt, now) ? WebhookVerdict.Proven : WebhookVerdict.OutsideWindow;
    }

    // Every secret is tried, so that the time taken does not tell which one fits.
    private static int Match(
        ReadOnlySpan<byte> claimed, string timestamp, ReadOnlySpan<byte> body, IReadOnlyList<Secret> secrets)
    {
        Span<byte> actual = stackalloc byte[SHA256.HashSizeInBytes];
        var prefix = Encoding.ASCII.GetBytes($"v0:{timestamp}:");
        var match = -1;
        for (var i = 0; i < secrets.Count; i++)
        {
            // An empty key would let anyone sign.
            if (secrets[i].IsEmpty)
            {
                continue;
            }

            using var hmac = IncrementalHash.CreateHMAC(
                HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secrets[i].Reveal()));
            hmac.AppendData(prefix);
            hmac.AppendData(body);
            hmac.GetHashAndReset(actual);
            if (CryptographicOperations.FixedTimeEquals(claimed, actual) && match < 0)
            {
                match = i;
            }
        }

        return match;
    }

    private static bool TryReadSignature(string header, Span<byte> signature)
    {
        if (header.Length != Version.Length + (2 * SHA256.HashSizeInBytes)
            || !header.StartsWith(Version, StringComparison.Ordinal)
            || header.AsSpan(Version.Length).ContainsAnyExcept(LowerHex))
        {
            return false;
        }

        Convert.FromHexString(header.AsSpan(Version.Length), signature, out _, out _);
        return true;
    }

    private static System.Buffers.SearchValues<char> LowerHex { get; } =
        System.Buffers.SearchValues.Create("0123456789abcdef");

    private static bool TryReadTime(string header, out DateTimeOffset moment)
    {
        moment = default;
        return header.Length <= LongestStamp
            && long.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var stamp)
            && Moment.TryFromStamp(stamp, out moment);
    }
}
