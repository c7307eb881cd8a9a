using System.Globalization;
using System.Text.Json;
using Reconvene.Zoom.Json;

namespace Reconvene.Zoom.Webhooks;

/// <summary>Reads an event's envelope out of UTF-8. Never throws on what it is given.</summary>
public static class WebhookReader
{
    private const int LongestName = 200;

    // A key given twice means one thing to us and another to who checked it before.
    private static readonly JsonDocumentOptions Strict = new()
    {
        MaxDepth = ZoomJson.Depth,
        AllowDuplicateProperties = false,
    };

    /// <summary>Reads the envelope.</summary>
    public static WebhookReading Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return new WebhookReading.Unreadable(
                "The body is not JSON, nests deeper than 64 levels or gives a key twice: "
                + "an event object was expected.");
        }
    }

    private static WebhookReading Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return new WebhookReading.Unreadable("The body is not a JSON object: an event object was expected.");
        }

        if (Text(root, "event") is not { Length: > 0 and <= LongestName } name)
        {
            return new WebhookReading.Unreadable("The body has no usable 'event': a name of an event was expected.");
        }

        var payload = Member(root, "payload");
        var subject = Member(payload, "object");
        var id = Text(subject, "id");
        return new WebhookReading.Read(new WebhookEnvelope
        {
            Event = name,
            EventAt = Stamp(Text(root, "event_ts")) ?? Stamp(Text(payload, "event_ts")),
            AccountId = Text(payload, "account_id"),
            ObjectUuid = First(subject, "uuid", "meeting_uuid") ?? First(payload, "meeting_uuid", "webinar_uuid"),
            ObjectId = id,
            MeetingId = Number(id) ?? Number(First(subject, "meeting_id", "webinar_id"))
                ?? Number(First(payload, "meeting_id", "webinar_id")),
            HostId = First(subject, "host_id", "meeting_host_id"),
            UserId = Text(payload, "user_id"),
            ClientId = Text(payload, "client_id"),
            PlainToken = Text(payload, "plainToken"),
            HasDownloadToken = Text(root, "download_token") is { Length: > 0 },
        });
    }

    private static JsonElement Member(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) ? value : default;

    private static string? First(JsonElement parent, string name, string other) =>
        Text(parent, name) ?? Text(parent, other);

    private static string? Text(JsonElement parent, string name)
    {
        var value = Member(parent, name);
        return value.ValueKind switch
        {
            JsonValueKind.String => Readable(value) is { Length: > 0 } text && !text.Contains('\0', StringComparison.Ordinal) ? text : null,
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
    }

    // Half of a surrogate pair is good JSON and no text; a zero is in no name of Zoom's, and databases refuse it.
    private static string? Readable(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DateTimeOffset? Stamp(string? text) =>
        text is not null && Moment.TryRead(text, out var moment) ? moment : null;
}
