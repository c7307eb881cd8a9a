using System.Text.Json.Serialization;
using Reconvene.Zoom.Accounts;
using Reconvene.Zoom.Meetings;
using Reconvene.Zoom.Phone;
using Reconvene.Zoom.Rates;
using Reconvene.Zoom.Recordings;
using Reconvene.Zoom.Scopes;
using Reconvene.Zoom.Users;

namespace Reconvene.Zoom.Json;

internal sealed class RecordingFilesConverter : TolerantListConverter<ZoomRecordingFile>;

internal sealed class RecordingsConverter : TolerantListConverter<ZoomRecording>;

internal sealed class UsersConverter : TolerantListConverter<ZoomUser>;

internal sealed class ParticipantsConverter : TolerantListConverter<ZoomParticipant>;

internal sealed class PhoneRecordingsConverter : TolerantListConverter<ZoomPhoneRecording>;

internal sealed class VoicemailsConverter : TolerantListConverter<ZoomVoicemail>;

internal sealed class AccountsConverter : TolerantListConverter<ZoomAccount>;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    MaxDepth = Depth,
    UseStringEnumConverter = true,
    Converters =
    [
        typeof(TolerantText),
        typeof(TolerantLong),
        typeof(TolerantInt),
        typeof(TolerantFlag),
        typeof(TolerantMoment),
        typeof(TolerantSecret),
        typeof(TolerantAddress),
        typeof(RecordingFilesConverter),
        typeof(RecordingsConverter),
        typeof(UsersConverter),
        typeof(ParticipantsConverter),
        typeof(AccountsConverter),
        typeof(PhoneRecordingsConverter),
        typeof(VoicemailsConverter),
    ])]
[JsonSerializable(typeof(RecordingsBody))]
[JsonSerializable(typeof(UsersBody))]
[JsonSerializable(typeof(AccountsBody))]
[JsonSerializable(typeof(ParticipantsBody))]
[JsonSerializable(typeof(ZoomParticipant))]
[JsonSerializable(typeof(PhoneRecordingsBody))]
[JsonSerializable(typeof(VoicemailsBody))]
[JsonSerializable(typeof(ZoomPhoneRecording))]
[JsonSerializable(typeof(ZoomVoicemail))]
[JsonSerializable(typeof(MeetingBody))]
[JsonSerializable(typeof(ZoomAccount))]
[JsonSerializable(typeof(ZoomMeeting))]
[JsonSerializable(typeof(ZoomRecording))]
[JsonSerializable(typeof(ZoomUser))]
[JsonSerializable(typeof(TokenBody))]
[JsonSerializable(typeof(ZoomOperation[]))]
[JsonSerializable(typeof(LimitTable))]
internal sealed partial class ZoomJson : JsonSerializerContext
{
    /// <summary>How deep a body may nest.</summary>
    public const int Depth = 64;
}
