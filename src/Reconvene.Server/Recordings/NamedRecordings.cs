using System.Text.Json;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform;
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
        var subject = body.Member("payload").Member("object");
        return subject.Member("meeting_uuids").Elements().Select(one => one.AsText())
            .Concat(subject.Member("meetings").Elements().Select(meeting => meeting.TextOf("meeting_uuid")));
    }
}
