using System.Globalization;
using System.Text.Json.Nodes;
using Reconvene.Simulator.Zoom.Api;
using Reconvene.Simulator.Zoom.Phone.Api;
using Reconvene.Simulator.Zoom.Phone.Worlds;

namespace Reconvene.Simulator.Zoom.Phone.Events;

/// <summary>Events of Zoom Phone. None has a <c>download_token</c>.</summary>
internal static class PhoneEvents
{
    public const string Completed = "phone.recording_completed";
    public const string TranscriptCompleted = "phone.recording_transcript_completed";
    public const string Deleted = "phone.recording_deleted";
    public const string PermanentlyDeleted = "phone.recording_permanently_deleted";
    public const string VoicemailReceived = "phone.voicemail_received";
    public const string VoicemailTranscriptCompleted = "phone.voicemail_transcript_completed";

    public const string VoicemailDeleted = "phone.voicemail_deleted";

    /// <summary>The scope without which an app does not hear of it: granular, and the word of the classic ones.</summary>
    public static (string Granular, string Classic) ScopeOf(string name) => name switch
    {
        TranscriptCompleted => ("phone:read:recording_transcript", "phone_recording:read"),
        VoicemailReceived or VoicemailTranscriptCompleted or VoicemailDeleted => ("phone:read:voicemail", "phone_voicemail:read"),
        _ => ("phone:read:call_recording", "phone_recording:read"),
    };

    public static JsonObject OfRecordings(string name, IReadOnlyList<PhoneRecording> recordings, SimulatorState state) =>
        Envelope(name, recordings[0].Call.Owner, state, Recordings(recordings.Select(one => Recording(name, one, state))));

    /// <summary>Zoom tells no more of what is gone.</summary>
    public static JsonObject Gone(string name, PhoneRecording recording, SimulatorState state) =>
        Envelope(name, recording.Call.Owner, state, Recordings(
            [new JsonObject { ["id"] = recording.Id, ["call_id"] = recording.Call.CallId }]));

    public static JsonObject Gone(Voicemail voicemail, SimulatorState state) => Envelope(
        VoicemailDeleted, voicemail.Call.Owner, state, new() { ["voice_mails"] = new JsonArray(new JsonObject { ["id"] = voicemail.Id }) });

    public static JsonObject OfVoicemail(string name, Voicemail voicemail, SimulatorState state)
    {
        var call = voicemail.Call;
        var told = new JsonObject
        {
            ["callee_id"] = call.Owner.Id,
            ["call_id"] = call.CallId,
            ["call_log_id"] = call.LogId,
            ["call_history_id"] = call.HistoryId,
            ["call_element_id"] = call.ElementId,
            ["caller_name"] = call.Caller.Name,
            ["callee_extension_type"] = call.Owner.Type,
            ["callee_name"] = call.Callee.Name,
            ["callee_number_type"] = call.Callee.NumberType,
            ["date_time"] = UserShapes.Moment(voicemail.StartsAt),
            ["id"] = voicemail.Id,
            ["callee_number"] = call.Callee.Number,
            ["caller_number"] = call.Caller.Number,
            ["caller_number_type"] = call.Caller.NumberType,
        };
        if (call.Owner.User is { } user)
        {
            told["callee_user_id"] = user.Id;
        }

        if (name == VoicemailReceived)
        {
            told["duration"] = voicemail.Seconds;
            told["caller_did_number"] = call.Caller.Number;
            told["callee_did_number"] = Direct(call.Owner);
            told["download_url"] = PhoneShapes.DownloadUrl(voicemail, state.ApiOrigin);
        }
        else
        {
            var transcription = PhoneShapes.Transcription(voicemail, state.Clock.GetUtcNow());
            transcription.Remove("engine");
            told["transcription"] = transcription;
        }

        return Envelope(name, call.Owner, state, told);
    }

    private static JsonObject Recordings(IEnumerable<JsonObject> recordings) => new() { ["recordings"] = new JsonArray([.. recordings]) };

    private static JsonObject Recording(string name, PhoneRecording recording, SimulatorState state)
    {
        var call = recording.Call;
        var owner = PhoneShapes.Owner(call.Owner);
        var told = new JsonObject
        {
            ["id"] = recording.Id,
            ["caller_number"] = call.Caller.Number,
            ["caller_number_type"] = call.Caller.NumberType,
            ["caller_name"] = call.Caller.Name,
            ["callee_number"] = call.Callee.Number,
            ["callee_number_type"] = call.Callee.NumberType,
            ["callee_name"] = call.Callee.Name,
            ["duration"] = recording.Seconds,
            ["direction"] = call.Direction,
            ["date_time"] = UserShapes.Moment(recording.StartsAt),
            ["recording_type"] = recording.Type,
            ["call_id"] = call.CallId,
            ["call_log_id"] = call.LogId,
            ["end_time"] = UserShapes.Moment(recording.EndsAt),
            ["site"] = new JsonObject { ["id"] = state.Phone.SiteId },
            ["owner"] = owner,
        };
        if (call.Owner.User is { } user)
        {
            told["user_id"] = user.Id;
        }

        if (name == TranscriptCompleted)
        {
            told["transcript_download_url"] = PhoneShapes.TranscriptUrl(recording, state.ApiOrigin);
            return told;
        }

        told["call_history_id"] = call.HistoryId;
        told["call_element_id"] = call.ElementId;
        told["download_url"] = PhoneShapes.DownloadUrl(recording, state.ApiOrigin);
        told[call.IsInbound ? "caller_did_number" : "callee_did_number"] = call.Outside.Number;
        told[call.IsInbound ? "callee_did_number" : "caller_did_number"] = Direct(call.Owner);
        owner["has_access_permission"] = true;
        return told;
    }

    private static string Direct(PhoneOwner owner) => "+1555100" + owner.Extension.ToString(CultureInfo.InvariantCulture);

    private static JsonObject Envelope(string name, PhoneOwner owner, SimulatorState state, JsonObject subject) => new()
    {
        ["event"] = name,
        ["event_ts"] = state.Clock.GetUtcNow().ToUnixTimeMilliseconds(),
        ["payload"] = new JsonObject { ["account_id"] = owner.AccountId, ["object"] = subject },
    };
}
