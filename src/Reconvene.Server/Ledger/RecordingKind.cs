namespace Reconvene.Server.Ledger;

/// <summary>
/// What was recorded, as its column says. Calls and voicemails of Zoom Phone stand in the ledger like meetings, under a name
/// that no meeting can have: a UUID of Zoom's holds no colon.
/// </summary>
internal static class RecordingKind
{
    /// <summary>A meeting or webinar.</summary>
    public const string Meeting = "meeting";

    /// <summary>A call of Zoom Phone.</summary>
    public const string PhoneCall = "phone_call";

    /// <summary>A message that a caller of Zoom Phone left.</summary>
    public const string Voicemail = "voicemail";

    private const string CallPrefix = "phone:";
    private const string VoicemailPrefix = "voicemail:";

    /// <summary>Of something that the ledger names so.</summary>
    public static string Of(string uuid) =>
        uuid.StartsWith(CallPrefix, StringComparison.Ordinal) ? PhoneCall
        : uuid.StartsWith(VoicemailPrefix, StringComparison.Ordinal) ? Voicemail
        : Meeting;

    public static bool IsPhone(string uuid) => Of(uuid) is not Meeting;

    /// <summary>The ledger's name of a call recording or a voicemail.</summary>
    public static string NameOf(string kind, string zoomId) => (kind is Voicemail ? VoicemailPrefix : CallPrefix) + zoomId;

    /// <summary>Zoom's id in such a name.</summary>
    public static string ZoomId(string uuid) => uuid[(uuid.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
