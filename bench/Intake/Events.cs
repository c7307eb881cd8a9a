using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Reconvene.Bench.Intake;

/// <summary>Webhook events as Zoom sends them, each another one, signed with the bench's secret.</summary>
internal static class Events
{
    public const string Secret = "the-webhook-secret-of-the-bench";
    public const string AccountId = "bench-account";

    public static byte[] Body(string round, int number) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$$"""{"event":"meeting.participant_joined","event_ts":{{{1_784_000_000_000 + number}}},"payload":{"account_id":"{{AccountId}}","object":{"id":"81234567890","uuid":"{{{round}}}-{{{number}}}","host_id":"_0ctZtY0REqWalTmwvrdIw","topic":"Weekly review of the product","type":8,"start_time":"2026-11-02T09:00:00Z","timezone":"Europe/Tallinn","duration":60,"participant":{"user_id":"{{{16778240 + number}}}","user_name":"Анна Соколова","id":"30R7kT7bTIKSNUFEuH_Qlg","participant_uuid":"49D5C6B8-0A5C-4F0A-8D5C-{{{number:D12}}}","join_time":"2026-11-02T09:00:07Z","email":"anna.sokolova@example.com","registrant_id":"abcdefghij0-klmnopq23456","participant_user_id":"rstuvwxyza789-cde","customer_key":"349589LkJyeW","phone_number":"8615250064084"} } } }"""));

    /// <summary>The whole request on the wire.</summary>
    public static byte[] Request(string host, string timestamp, byte[] body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"v0:{timestamp}:"), .. body];
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), signed));
        return
        [
            .. Encoding.ASCII.GetBytes(string.Create(
                CultureInfo.InvariantCulture,
                $"POST /webhooks/zoom HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nx-zm-request-timestamp: {timestamp}\r\nx-zm-signature: v0={signature}\r\nContent-Length: {body.Length}\r\n\r\n")),
            .. body,
        ];
    }
}
