using System.Globalization;
using System.Text.Json.Nodes;
using Reconvene.Simulator.Zoom.Api;
using Reconvene.Simulator.Zoom.Apps;
using Reconvene.Simulator.Zoom.OAuth;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.Webhooks;

/// <summary>Events in the shapes of Zoom's webhook document.</summary>
internal static class EventShapes
{
    /// <summary>Here the meeting's number is text, unlike in recording events.</summary>
    public static JsonObject Meeting(string name, MeetingInstance meeting, SimulatorState state)
    {
        var held = new JsonObject
        {
            ["id"] = meeting.Number.ToString(CultureInfo.InvariantCulture),
            ["uuid"] = meeting.Uuid,
            ["host_id"] = meeting.Host.Id,
            ["host_email"] = meeting.Host.Email,
            ["topic"] = meeting.Topic,
            ["type"] = meeting.Type,
            ["start_time"] = UserShapes.Moment(meeting.StartsAt),
            ["timezone"] = meeting.Host.Timezone,
            ["duration"] = 60,
        };
        if (name == EventNames.MeetingEnded)
        {
            held["end_time"] = UserShapes.Moment(meeting.StartsAt + meeting.Length);
        }

        return Envelope(name, meeting, state, new JsonObject { ["object"] = held });
    }

    public static JsonObject Recording(
        string name, MeetingInstance meeting, IReadOnlyList<RecordingFile> files, SimulatorState state)
    {
        var payload = new JsonObject();
        if (name is EventNames.Deleted or EventNames.Recovered)
        {
            AddOperator(payload, meeting, state);
        }

        payload["object"] = Object(name, meeting, files, state);
        var body = Envelope(name, meeting, state, payload);
        if (name != EventNames.Deleted)
        {
            var token = state.Tokens.Issue(TokenKind.Webhook, state.Switches.WebhookTokenLife, meeting.Uuid);
            body["download_token"] = token.Value;
        }

        return body;
    }

    public static JsonObject Renamed(MeetingInstance meeting, string formerTopic, SimulatorState state)
    {
        var payload = new JsonObject();
        AddOperator(payload, meeting, state);
        payload["time_stamp"] = state.Clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        payload["object"] = Named(meeting, formerTopic);
        payload["recording_file"] = Named(meeting, meeting.Topic);
        return Envelope(EventNames.Renamed, meeting, state, payload);
    }

    /// <summary>A user has removed the app. Unlike the others it has its time inside [sample].</summary>
    public static JsonObject Deauthorized(ZoomApp app, ZoomUser user, DateTimeOffset now)
    {
        var time = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["event"] = EventNames.Deauthorized,
            ["payload"] = new JsonObject
            {
                ["account_id"] = user.AccountId,
                ["user_id"] = user.Id,
                ["signature"] = WebhookSigner.Hmac(app.WebhookSecret, $"{user.Id}{time}"),
                ["deauthorization_time"] = time,
                ["client_id"] = app.ClientId,
                ["event_ts"] = now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            },
        };
    }

    public static JsonObject UrlValidation(string plainToken, DateTimeOffset now) => new()
    {
        ["payload"] = new JsonObject { ["plainToken"] = plainToken },
        ["event_ts"] = now.ToUnixTimeMilliseconds(),
        ["event"] = EventNames.UrlValidation,
    };

    private static JsonObject Envelope(string name, MeetingInstance meeting, SimulatorState state, JsonObject payload)
    {
        payload.Insert(0, "account_id", meeting.Host.AccountId);
        return new JsonObject
        {
            ["event"] = name,
            ["event_ts"] = state.Clock.GetUtcNow().ToUnixTimeMilliseconds(),
            ["payload"] = payload,
        };
    }

    private static void AddOperator(JsonObject payload, MeetingInstance meeting, SimulatorState state)
    {
        var owner = state.World.AccountOf(meeting.Host).Owner;
        payload["operator"] = owner.Email;
        payload["operator_id"] = owner.Id;
    }

    private static JsonObject Named(MeetingInstance meeting, string topic) => new()
    {
        ["uuid"] = meeting.Uuid,
        ["id"] = meeting.Number,
        ["topic"] = topic,
        ["type"] = meeting.Type,
        ["host_id"] = meeting.Host.Id,
    };

    private static JsonObject Object(
        string name, MeetingInstance meeting, IReadOnlyList<RecordingFile> files, SimulatorState state)
    {
        var isTranscript = name == EventNames.TranscriptCompleted;
        var shape = new JsonObject
        {
            ["id"] = meeting.Number,
            ["uuid"] = meeting.Uuid,
            ["host_id"] = meeting.Host.Id,
            ["account_id"] = meeting.Host.AccountId,
            ["topic"] = meeting.Topic,
            ["type"] = meeting.Type,
            ["start_time"] = UserShapes.Moment(meeting.StartsAt),
            ["timezone"] = meeting.Host.Timezone,
            ["host_email"] = meeting.Host.Email,
            ["password"] = meeting.Passcode,
            ["duration"] = meeting.Minutes,
            ["share_url"] = $"{state.WebOrigin}/rec/share/{meeting.PlayPasscode}",
            ["total_size"] = isTranscript ? files.Sum(file => file.Content.Length) : RecordingShapes.Total(meeting, files),
            ["recording_count"] = files.Count + (isTranscript ? 0 : meeting.ParticipantAudio.Count),
        };
        foreach (var absent in AbsentFrom(name))
        {
            shape.Remove(absent);
        }

        if (name == EventNames.Completed)
        {
            shape["on_prem"] = false;
            shape["recording_play_passcode"] = meeting.PlayPasscode;
            shape["auto_delete"] = true;
            shape["auto_delete_date"] = meeting.StartsAt.AddYears(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        shape["recording_files"] = new JsonArray([.. files.Select(file => File(meeting, file, state.WebOrigin))]);
        if (!isTranscript && meeting.ParticipantAudio.Count > 0)
        {
            shape["participant_audio_files"] =
                new JsonArray([.. meeting.ParticipantAudio.Select(file => File(meeting, file, state.WebOrigin))]);
        }

        return shape;
    }

    /// <summary>Zoom tells less when something has gone or come back.</summary>
    private static string[] AbsentFrom(string name) => name switch
    {
        EventNames.Deleted => ["host_email", "password"],
        EventNames.Recovered => ["account_id", "host_email", "password"],
        _ => [],
    };

    private static JsonObject File(MeetingInstance meeting, RecordingFile file, string origin)
    {
        var shape = new JsonObject();
        if (file.Id is not null)
        {
            shape["id"] = file.Id;
        }

        shape["meeting_id"] = meeting.Uuid;
        shape["recording_start"] = UserShapes.Moment(file.StartsAt);
        shape["recording_end"] = UserShapes.Moment(file.EndsAt);
        shape["file_type"] = file.Kind.FileType;
        shape["file_extension"] = file.Kind.Extension;
        if (file.Id is not null)
        {
            shape["recording_type"] = file.ParticipantName is null ? file.Kind.RecordingType : "audio_only";
            shape["file_size"] = file.Content.Length;
            shape["play_url"] = RecordingShapes.PlayUrl(file, origin);
            shape["status"] = "completed";
        }

        if (file.ParticipantName is not null)
        {
            shape["file_name"] = file.ParticipantName;
        }

        shape["download_url"] = $"{origin}/rec/webhook_download/{file.Opaque}";
        return shape;
    }
}
