using System.Text.Json.Serialization;
using Reconvene.Zoom.Accounts;
using Reconvene.Zoom.Meetings;
using Reconvene.Zoom.Phone;
using Reconvene.Zoom.Recordings;
using Reconvene.Zoom.Users;

namespace Reconvene.Zoom.Json;

/// <summary>What every page of a listing says about the listing.</summary>
internal abstract record ListBody
{
    public string? NextPageToken { get; init; }

    public long? TotalRecords { get; init; }
}

internal sealed record RecordingsBody : ListBody
{
    public TolerantList<ZoomRecording> Meetings { get; init; }
}

internal sealed record UsersBody : ListBody
{
    public TolerantList<ZoomUser> Users { get; init; }
}

internal sealed record ParticipantsBody : ListBody
{
    public TolerantList<ZoomParticipant> Participants { get; init; }
}

internal sealed record PhoneRecordingsBody : ListBody
{
    public TolerantList<ZoomPhoneRecording> Recordings { get; init; }
}

internal sealed record VoicemailsBody : ListBody
{
    [JsonPropertyName("voice_mails")]
    public TolerantList<ZoomVoicemail> Voicemails { get; init; }
}

internal sealed record AccountsBody : ListBody
{
    public TolerantList<ZoomAccount> Accounts { get; init; }

    public long? PageNumber { get; init; }

    public long? PageSize { get; init; }
}

/// <summary>What is sent to make a meeting.</summary>
internal sealed record MeetingBody(string Topic, int Type, string StartTime, string Timezone, int Duration)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Agenda { get; init; }
}

internal sealed record TokenBody
{
    public Secret? AccessToken { get; init; }

    public Secret? RefreshToken { get; init; }

    public long? ExpiresIn { get; init; }

    public string? Scope { get; init; }

    [JsonPropertyName("api_url")]
    public string? ApiAddress { get; init; }
}
