using System.Globalization;
using System.Text.Json;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform;
using Reconvene.Server.Webhooks.Pump;

namespace Reconvene.Server.Sources.Phone;

/// <summary>The call recordings or voicemails that an event names, in the forms that Zoom's events have. What is of another shape names nothing.</summary>
internal static class NamedCalls
{
    private const int LongestUuid = 150;
    private const string OfVoicemail = "phone.voicemail_";

    public static IReadOnlyList<NamedCall> Of(WebhookEvent webhookEvent)
    {
        var kind = webhookEvent.Name.StartsWith(OfVoicemail, StringComparison.Ordinal) ? RecordingKind.Voicemail : RecordingKind.PhoneCall;
        var subject = webhookEvent.Body.Member("payload").Member("object");
        var listed = subject.Member(kind is RecordingKind.Voicemail ? "voice_mails" : "recordings");
        IEnumerable<JsonElement> named = listed.ValueKind is JsonValueKind.Array ? listed.EnumerateArray() : [subject];
        return [.. named
            .Select(one => Read(kind, one))
            .OfType<NamedCall>()
            .DistinctBy(one => one.Uuid, StringComparer.Ordinal)];
    }

    private static NamedCall? Read(string kind, JsonElement one)
    {
        if (one.TextOrNumberOf("id") is not { Length: > 0 } id
            || RecordingKind.NameOf(kind, id) is not { } uuid
            || !LedgerText.IsName(uuid, LongestUuid))
        {
            return null;
        }

        var owner = one.Member("owner").TextOrNumberOf("id") ?? one.TextOrNumberOf("user_id") ?? one.TextOrNumberOf("callee_user_id") ?? one.TextOrNumberOf("callee_id");
        var isRead = DateTimeOffset.TryParse(
            one.TextOrNumberOf("date_time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start);
        return new(uuid, owner, isRead ? start : null);
    }
}

/// <summary>What an event says of one call recording or voicemail: where to look, and nothing that is believed.</summary>
/// <param name="Uuid">The ledger's name of it.</param>
/// <param name="Owner">Whose it is; null when the event does not say.</param>
/// <param name="StartAt">When it began.</param>
internal sealed record NamedCall(string Uuid, string? Owner, DateTimeOffset? StartAt);
