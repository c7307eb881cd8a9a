using System.Globalization;
using System.Text.Json.Nodes;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.Api;

internal static class UserShapes
{
    public static JsonObject Listed(ZoomUser user)
    {
        var shape = new JsonObject();
        if (user.Id is not null)
        {
            shape["id"] = user.Id;
        }

        shape["first_name"] = user.FirstName;
        shape["last_name"] = user.LastName;
        shape["display_name"] = user.DisplayName;
        shape["email"] = user.Email;
        shape["type"] = user.Type;
        shape["pmi"] = user.PersonalNumber;
        shape["timezone"] = user.Timezone;
        shape["verified"] = user.State == UserState.Pending ? 0 : 1;
        shape["dept"] = user.Department;
        shape["created_at"] = Moment(user.CreatedAt);
        shape["user_created_at"] = Moment(user.CreatedAt);
        shape["last_login_time"] = Moment(user.CreatedAt.AddDays(300));
        shape["last_client_version"] = "6.2.0.1234(win)";
        shape["language"] = user.Language;
        shape["status"] = Status(user);
        shape["role_id"] = "2";
        return shape;
    }

    public static JsonObject Whole(ZoomUser user, ZoomAccount account)
    {
        var shape = Listed(user);
        shape["role_name"] = user == account.Owner ? "Owner" : "Member";
        shape["use_pmi"] = false;
        shape["account_id"] = account.AccountId;
        shape["account_number"] = 10009239;
        shape["company"] = account.Name;
        shape["jid"] = $"{user.Id}@xmpp.sim.example";
        shape["job_title"] = "";
        shape["location"] = "";
        shape["cluster"] = "us04";
        shape["personal_meeting_url"] = $"https://sim.example/j/{user.PersonalNumber.ToString(CultureInfo.InvariantCulture)}";
        shape["phone_country"] = "";
        shape["phone_number"] = "";
        shape["login_types"] = new JsonArray(100);
        shape["group_ids"] = new JsonArray();
        shape["im_group_ids"] = new JsonArray();
        return shape;
    }

    /// <summary>What matters about recordings, of the many settings that Zoom has.</summary>
    public static JsonObject Settings() => new()
    {
        ["schedule_meeting"] = new JsonObject { ["join_before_host"] = false, ["require_password_for_scheduling_new_meetings"] = true },
        ["recording"] = new JsonObject
        {
            ["local_recording"] = true,
            ["cloud_recording"] = true,
            ["auto_recording"] = "cloud",
            ["record_speaker_view"] = true,
            ["record_gallery_view"] = false,
            ["record_audio_file"] = true,
            ["save_chat_text"] = true,
            ["show_timestamp"] = false,
            ["recording_audio_transcript"] = true,
            ["auto_delete_cmr"] = true,
            ["auto_delete_cmr_days"] = 365,
        },
    };

    public static string Status(ZoomUser user) => user.State switch
    {
        UserState.Active => "active",
        UserState.Inactive => "inactive",
        _ => "pending",
    };

    public static string Moment(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
