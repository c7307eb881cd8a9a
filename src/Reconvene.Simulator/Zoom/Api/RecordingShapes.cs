using System.Globalization;
using System.Text.Json.Nodes;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.Api;

/// <summary>Recordings as the API writes them.</summary>
internal static class RecordingShapes
{
    public static JsonObject Meeting(MeetingInstance meeting, IEnumerable<RecordingFile> files, string origin)
    {
        var listed = files.ToList();
        var type = meeting.Type.ToString(CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["uuid"] = meeting.Uuid,
            ["id"] = meeting.Number,
            ["account_id"] = meeting.Host.AccountId,
            ["host_id"] = meeting.Host.Id,
            ["topic"] = meeting.Topic,
            ["type"] = meeting.TypeAsNumber ? JsonValue.Create(meeting.Type) : JsonValue.Create(type),
            ["start_time"] = UserShapes.Moment(meeting.StartsAt),
            ["timezone"] = meeting.Host.Timezone,
            ["duration"] = meeting.Minutes,
            ["total_size"] = Total(meeting, listed),
            ["recording_count"] = listed.Count + meeting.ParticipantAudio.Count,
            ["share_url"] = $"{origin}/rec/share/{meeting.PlayPasscode}",
            ["recording_play_passcode"] = meeting.PlayPasscode,
            ["auto_delete"] = true,
            ["auto_delete_date"] = meeting.StartsAt.AddYears(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["recording_files"] = new JsonArray([.. listed.Select(file => File(meeting, file, origin))]),
        };
    }

    public static JsonObject ParticipantFile(RecordingFile file, string origin) => new()
    {
        ["id"] = file.Id,
        ["file_name"] = file.ParticipantName,
        ["file_type"] = file.Kind.FileType,
        ["file_size"] = file.Content.Length,
        ["recording_start"] = UserShapes.Moment(file.StartsAt),
        ["recording_end"] = UserShapes.Moment(file.EndsAt),
        ["play_url"] = PlayUrl(file, origin),
        ["download_url"] = DownloadUrl(file, origin),
        ["status"] = "completed",
    };

    public static long Total(MeetingInstance meeting, IEnumerable<RecordingFile> files) =>
        files.Where(file => !file.IsProcessing).Concat(meeting.ParticipantAudio).Sum(file => file.Content.Length);

    public static string DownloadUrl(RecordingFile file, string origin) => $"{origin}/rec/download/{file.Opaque}";

    public static string PlayUrl(RecordingFile file, string origin) => $"{origin}/rec/play/{file.Opaque}";

    private static JsonObject File(MeetingInstance meeting, RecordingFile file, string origin)
    {
        if (file.IsProcessing)
        {
            return Processing(meeting, file);
        }

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
            AddSize(shape, file);
            shape["play_url"] = PlayUrl(file, origin);
            shape["recording_type"] = file.Kind.RecordingType;
            shape["status"] = "completed";
        }

        shape["download_url"] = DownloadUrl(file, origin);
        if ((file.TrashedAt ?? meeting.TrashedAt) is { } trashedAt)
        {
            shape["deleted_time"] = UserShapes.Moment(trashedAt);
        }

        return shape;
    }

    private static JsonObject Processing(MeetingInstance meeting, RecordingFile file) => new()
    {
        ["id"] = file.Id,
        ["meeting_id"] = meeting.Uuid,
        ["recording_start"] = "",
        ["recording_end"] = "",
        ["file_type"] = "",
        ["file_extension"] = "",
        ["recording_type"] = file.Kind.RecordingType,
        ["status"] = "processing",
    };

    private static void AddSize(JsonObject shape, RecordingFile file)
    {
        switch (file.Size)
        {
            case SizeForm.Missing:
                break;
            case SizeForm.Zero:
                shape["file_size"] = 0;
                break;
            case SizeForm.Text:
                shape["file_size"] = file.Content.Length.ToString(CultureInfo.InvariantCulture);
                break;
            default:
                shape["file_size"] = file.Content.Length;
                break;
        }
    }
}
