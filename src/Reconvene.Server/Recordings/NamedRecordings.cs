using System.Text.Json;
using Reconvene.Server.Ledger;
using Reconvene.Server.Webhooks.Pump;

namespace Reconvene.Server.Recordings;

/// <summary>
/// The meeting instances that an event names: one, or a list in either of the forms that Zoom's batch events have. What is
/// of another shape names nothing.
/// </summary>
internal static class NamedRecordings
{
    private const int LongestUuid = 150;

    public static IReadOnlyList<string> Of(WebhookEvent webhookEvent)
    {
        var named = webhookEvent.Envelope.ObjectUuid is { } uuid ? [uuid] : Listed(webhookEvent.Body);
        return [.. named
            .OfType<string>()
            .Where(one => one.Length > 0 && LedgerText.IsName(one, LongestUuid))
            .Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<string?> Listed(JsonElement body)
    {
        var subject = Member(Member(body, "payload"), "object");
        return Elements(Member(subject, "meeting_uuids")).Select(Text)
            .Concat(Elements(Member(subject, "meetings")).Select(meeting => Text(Member(meeting, "meeting_uuid"))));
    }

    private static JsonElement Member(JsonElement parent, string name) =>
        parent.ValueKind is JsonValueKind.Object && parent.TryGetProperty(name, out var value) ? value : default;

    private static JsonElement.ArrayEnumerator Elements(JsonElement list) =>
        list.ValueKind is JsonValueKind.Array ? list.EnumerateArray() : default;

    private static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind is JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair is good JSON and no text.
            return null;
        }
    }
}
