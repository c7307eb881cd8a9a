using System.Globalization;
using System.Text.Json.Nodes;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.Api;

/// <summary>A scheduled meeting as the API writes it.</summary>
internal static class MeetingShapes
{
    public static JsonObject Whole(ScheduledMeeting meeting, string origin)
    {
        var number = meeting.Number.ToString(CultureInfo.InvariantCulture);
        var shape = new JsonObject
        {
            ["uuid"] = meeting.Uuid,
            ["id"] = meeting.Number,
            ["host_id"] = meeting.Host.Id,
            ["host_email"] = meeting.Host.Email,
            ["topic"] = meeting.Topic,
            ["type"] = meeting.Type,
            ["status"] = "waiting",
            ["duration"] = meeting.Minutes,
            ["timezone"] = meeting.Timezone,
            ["agenda"] = meeting.Agenda,
            ["created_at"] = UserShapes.Moment(meeting.CreatedAt),
            ["start_url"] = $"{origin}/s/{number}?zak=simzak_{number}",
            ["join_url"] = $"{origin}/j/{number}" + (meeting.Password.Length == 0 ? "" : $"?pwd={Uri.EscapeDataString(meeting.Password)}"),
            ["password"] = meeting.Password,
            ["settings"] = Settings(meeting),
            ["creation_source"] = "open_api",
            ["pre_schedule"] = false,
        };
        if (meeting.StartsAt is { } startsAt)
        {
            shape["start_time"] = UserShapes.Moment(startsAt);
        }

        return shape;
    }

    /// <summary>What was asked for, over what stands when nothing was said.</summary>
    private static JsonObject Settings(ScheduledMeeting meeting)
    {
        var settings = new JsonObject
        {
            ["host_video"] = false,
            ["participant_video"] = false,
            ["join_before_host"] = false,
            ["mute_upon_entry"] = false,
            ["waiting_room"] = true,
            ["audio"] = "both",
            ["auto_recording"] = "none",
            ["use_pmi"] = false,
            ["approval_type"] = 2,
        };
        foreach (var (name, value) in meeting.Settings)
        {
            settings[name] = value?.DeepClone();
        }

        return settings;
    }
}
