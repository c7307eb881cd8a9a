using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Reconvene.Simulator.Control.Limits;
using Reconvene.Simulator.Zoom.Http;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.Api;

/// <summary>
/// Who took part in a meeting that has ended: everybody who spoke, and one who never did. The second of three and more left
/// for a while and came again, which is a row of its own. A meeting of one person tells nobody, as at Zoom.
/// </summary>
internal sealed class ParticipantEndpoints(World world, PageTokens pages, ApiGuard guard, MeetingFinder finder)
{
    private const int LargestPage = 300;
    private const int FirstUserId = 16_778_240;
    private const int UserIdStep = 1024;
    private const string Listener = "Quiet Listener";

    public IEnumerable<Route> Routes =>
    [
        new("GET", "/v2/past_meetings/{meeting}/participants", guard.Needs(Scopes.ListPastParticipants, ListAsync)) { Label = LimitLabel.Medium },
    ];

    private Task ListAsync(Call call)
    {
        JsonObject body;
        lock (world.Gate)
        {
            var (meeting, missing) = finder.Find(call);
            if (meeting is null || meeting.IsWebinar)
            {
                return call.ErrorAsync(missing ?? ZoomError.NoMeeting(call.Segment("meeting")));
            }

            var (page, error) = Paging.Of(call, pages, RowsOf(meeting), $"participants|{meeting.Uuid}", LargestPage);
            if (page is null)
            {
                return call.ErrorAsync(error!);
            }

            body = new JsonObject
            {
                ["next_page_token"] = page.NextToken,
                ["page_count"] = page.Count,
                ["page_size"] = page.Size,
                ["total_records"] = page.Total,
                ["participants"] = new JsonArray([.. page.Items]),
            };
        }

        return call.JsonAsync(StatusCodes.Status200OK, body);
    }

    private List<JsonObject> RowsOf(MeetingInstance meeting)
    {
        var rows = new List<JsonObject>();
        if (meeting.Speakers.Count < 2)
        {
            return rows;
        }

        var end = meeting.StartsAt + meeting.Length;
        foreach (var (index, name) in meeting.Speakers.Append(Listener).Index())
        {
            var came = meeting.StartsAt + TimeSpan.FromSeconds(index);
            if (index is 1 && meeting.Speakers.Count > 2)
            {
                var third = TimeSpan.FromSeconds(Math.Floor(meeting.Length.TotalSeconds / 3));
                rows.Add(Row(meeting, name, rows.Count, came, meeting.StartsAt + third));
                came = end - third;
            }

            rows.Add(Row(meeting, name, rows.Count, came, end));
        }

        return rows;
    }

    private JsonObject Row(MeetingInstance meeting, string name, int number, DateTimeOffset came, DateTimeOffset left)
    {
        var user = world.Users
            .FirstOrDefault(one => one.AccountId == meeting.Host.AccountId && one.DisplayName == name);
        return new JsonObject
        {
            ["id"] = user?.Id ?? "",
            ["name"] = name,
            ["user_id"] = (FirstUserId + (number * UserIdStep)).ToString(CultureInfo.InvariantCulture),
            ["registrant_id"] = "",
            ["user_email"] = user?.Email ?? "",
            ["join_time"] = Text(came),
            ["leave_time"] = Text(left),
            ["duration"] = (int)(left - came).TotalSeconds,
            ["failover"] = false,
            ["status"] = "in_meeting",
            ["internal_user"] = user is not null,
        };
    }

    private static string Text(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
