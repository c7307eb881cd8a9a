using System.Globalization;
using System.Text.Json.Nodes;
using Reconvene.Simulator.Control.Phone;
using Reconvene.Simulator.Zoom.Api;
using Reconvene.Simulator.Zoom.Phone.Worlds;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.Phone.Api;

/// <summary>Calls, recordings and voicemails as the API writes them. Lists of an account write times in another way than the rest [samples].</summary>
internal static class PhoneShapes
{
    public static string DownloadUrl(PhoneRecording recording, string origin) => $"{origin}/v2/phone/recording/download/{recording.FileId}";

    public static string DownloadUrl(Voicemail voicemail, string origin) => $"{origin}/v2/phone/voice_mails/download/{voicemail.FileId}";

    public static string TranscriptUrl(PhoneRecording recording, string origin) =>
        $"{origin}/v2/phone/recording_transcript/download/{recording.Id}";

    public static JsonObject OfAccount(PhoneRecording recording, string siteId, string origin)
    {
        var shape = Call(recording.Call);
        AddTimes(shape, recording, LongMoment);
        shape["auto_delete_policy"] = "1 year";
        shape["auto_delete_enable"] = recording.AutoDeletes;
        shape["disclaimer_status"] = 0;
        shape["end_time"] = LongMoment(recording.EndsAt);
        shape["owner"] = Owner(recording.Call.Owner);
        shape["recording_type"] = recording.Type;
        shape["site"] = new JsonObject { ["id"] = siteId, ["name"] = "Main Site" };
        AddAddresses(shape, recording, origin);
        return shape;
    }

    public static JsonObject OfUser(PhoneRecording recording, string origin)
    {
        var shape = Call(recording.Call);
        shape["call_history_id"] = recording.Call.HistoryId;
        AddTimes(shape, recording, UserShapes.Moment);
        AddAddresses(shape, recording, origin);
        return shape;
    }

    public static JsonObject OfElement(PhoneRecording recording, string origin)
    {
        var shape = Call(recording.Call);
        shape.Remove("call_log_id");
        AddTimes(shape, recording, UserShapes.Moment);
        shape["end_time"] = UserShapes.Moment(recording.EndsAt);
        shape["owner"] = Owner(recording.Call.Owner);
        shape["recording_type"] = recording.Type;
        shape["disclaimer_status"] = 0;
        shape["soft_deleted"] = recording.TrashedAt is not null;
        shape["download_url"] = DownloadUrl(recording, origin);
        shape["file_url"] = DownloadUrl(recording, origin);
        return shape;
    }

    public static JsonObject Listed(Voicemail voicemail, string origin)
    {
        var shape = Whole(voicemail, origin, DateTimeOffset.MinValue);
        shape.Remove("call_history_id");
        shape.Remove("transcription");
        shape["date_time"] = LongMoment(voicemail.StartsAt);
        shape["owner"] = Owner(voicemail.Call.Owner);
        return shape;
    }

    public static JsonObject Whole(Voicemail voicemail, string origin, DateTimeOffset now)
    {
        var shape = Call(voicemail.Call);
        shape.Remove("direction");
        shape.Remove("outgoing_by");
        shape.Remove("accepted_by");
        shape["call_history_id"] = voicemail.Call.HistoryId;
        shape["date_time"] = UserShapes.Moment(voicemail.StartsAt);
        shape["download_url"] = DownloadUrl(voicemail, origin);
        shape["duration"] = voicemail.Seconds;
        shape["id"] = voicemail.Id;
        shape["status"] = voicemail.IsRead ? "read" : "unread";
        shape["transcription"] = Transcription(voicemail, now);
        return shape;
    }

    /// <summary>0: none, 1: being made, 2: made, 4: switched off, 422: cannot be made.</summary>
    public static JsonObject Transcription(Voicemail voicemail, DateTimeOffset now)
    {
        var status = voicemail.Transcript switch
        {
            PhoneTranscript.Ready => now < voicemail.TranscriptReadyAt ? 1 : 2,
            PhoneTranscript.None => 0,
            PhoneTranscript.Disabled => 4,
            PhoneTranscript.Impossible => 422,
            _ => 11,
        };
        return new JsonObject { ["content"] = status == 2 ? voicemail.Text : "", ["status"] = status, ["engine"] = "zoom" };
    }

    public static JsonObject Owner(PhoneOwner owner)
    {
        var shape = new JsonObject
        {
            ["extension_number"] = owner.Extension,
            ["id"] = owner.Id,
            ["name"] = owner.Name,
            ["type"] = owner.Type,
        };
        if (owner.User is { State: UserState.Inactive or UserState.Deleted } user)
        {
            shape["extension_status"] = user.State == UserState.Inactive ? "inactive" : "deleted";
        }

        return shape;
    }

    private static JsonObject Call(PhoneCall call)
    {
        var inside = new JsonObject
        {
            ["name"] = call.Owner.Name,
            ["extension_number"] = call.Owner.Extension.ToString(CultureInfo.InvariantCulture),
        };
        return new JsonObject
        {
            ["call_id"] = call.CallId,
            ["call_log_id"] = call.LogId,
            ["call_element_id"] = call.ElementId,
            ["callee_name"] = call.Callee.Name,
            ["callee_number"] = call.Callee.Number,
            ["callee_number_type"] = call.Callee.NumberType,
            ["caller_name"] = call.Caller.Name,
            ["caller_number"] = call.Caller.Number,
            ["caller_number_type"] = call.Caller.NumberType,
            [call.IsInbound ? "accepted_by" : "outgoing_by"] = inside,
            ["direction"] = call.Direction,
        };
    }

    private static void AddTimes(JsonObject shape, PhoneRecording recording, Func<DateTimeOffset, string> moment)
    {
        shape["date_time"] = moment(recording.StartsAt);
        shape["duration"] = recording.Seconds;
        shape["id"] = recording.Id;
    }

    private static void AddAddresses(JsonObject shape, PhoneRecording recording, string origin)
    {
        shape["download_url"] = DownloadUrl(recording, origin);
        if (recording.Transcript != PhoneTranscript.None)
        {
            shape["transcript_download_url"] = TranscriptUrl(recording, origin);
        }
    }

    private static string LongMoment(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + ".0000000+00:00";
}
