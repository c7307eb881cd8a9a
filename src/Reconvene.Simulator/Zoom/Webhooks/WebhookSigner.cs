using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Reconvene.Simulator.Zoom.Webhooks;

internal static class WebhookSigner
{
    public static string Timestamp(DateTimeOffset now, bool milliseconds) =>
        (milliseconds ? now.ToUnixTimeMilliseconds() : now.ToUnixTimeSeconds()).ToString(CultureInfo.InvariantCulture);

    public static string Sign(string secret, string timestamp, string body) => $"v0={Hmac(secret, $"v0:{timestamp}:{body}")}";

    public static string Hmac(string secret, string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
}
