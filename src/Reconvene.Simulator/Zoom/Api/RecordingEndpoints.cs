using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Reconvene.Simulator.Control.Limits;
using Reconvene.Simulator.Zoom.Http;
using Reconvene.Simulator.Zoom.OAuth;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.Api;

/// <summary>Reading cloud recordings.</summary>
internal sealed class RecordingEndpoints(
    SimulatorState state, PageTokens pages, ApiGuard guard, MeetingFinder finder)
{
    private const int LargestPage = 300;
    private const int LongestLife = 604_800;

    private World World => state.World;

    private DateTimeOffset Now => state.Clock.GetUtcNow();

    public IEnumerable<Route> Routes =>
    [
        new("GET", "/v2/users/{user}/recordings", guard.Needs(Scopes.ListUserRecordings, ListAsync)) { Label = LimitLabel.Medium },
        new("GET", "/v2/accounts/{account}/users/{user}/recordings", guard.Needs(Scopes.ListUserRecordings, ListAsync)) { Label = LimitLabel.Medium },
        new("GET", "/v2/meetings/{meeting}/recordings", guard.Needs(Scopes.ListRecordingFiles, ReadAsync)) { Label = LimitLabel.Light },
        new("GET", "/v2/accounts/{account}/meetings/{meeting}/recordings", guard.Needs(Scopes.ListRecordingFiles, ReadAsync)) { Label = LimitLabel.Light },
    ];

    private Task ListAsync(Call call)
    {
        var (host, unknown) = call.Viewer.Find(call.Segment("user"), World, Scopes.ListUserRecordings);
        if (host is null)
        {
            return call.ErrorAsync(unknown!);
        }

        // Dates are not applicable to the trash [Zoom's document]: there they are not even read.
        var (window, wrongDates) = IsTrash(call) ? (DateWindow.Today(Now), null) : DateWindow.Of(call, Now);
        return window is null ? call.ErrorAsync(wrongDates!) : ListAsync(call, host, window);
    }

    private Task ListAsync(Call call, ZoomUser host, DateWindow window)
    {
        JsonObject body;
        lock (World.Gate)
        {
            var listed = Listing(call, host, window);
            var question = $"recordings|{host.Id}|{window.From}|{window.To}|{call.Query("trash")}|{call.Query("trash_type")}"
                + $"|{call.Query("meeting_id")}|{call.Query("mc")}";
            var (page, error) = Paging.Of(call, pages, listed, question, LargestPage);
            if (page is null)
            {
                return call.ErrorAsync(error!);
            }

            body = new JsonObject
            {
                ["from"] = DateWindow.Text(window.From),
                ["to"] = DateWindow.Text(window.To),
                ["page_count"] = page.Count,
                ["page_size"] = page.Size,
                ["total_records"] = page.Total,
                ["next_page_token"] = page.NextToken,
                ["meetings"] = new JsonArray([.. page.Items.Select(item =>
                    RecordingShapes.Meeting(item.Meeting, item.Files, call.WebOrigin))]),
            };
        }

        return call.JsonAsync(StatusCodes.Status200OK, body);
    }

    private List<(MeetingInstance Meeting, List<RecordingFile> Files)> Listing(Call call, ZoomUser host, DateWindow window)
    {
        var fromTrash = IsTrash(call);
        var singleFiles = call.Query("trash_type") == "recording_file";
        var hostId = host.Id ?? "";
        return
        [
            .. (fromTrash ? World.Recordings.OfHost(hostId) : World.Recordings.OfHost(hostId, window.From, window.To))
                .Where(meeting => Asked(call, meeting))
                .Select(meeting => (meeting, FilesOf(meeting, fromTrash, singleFiles)))
                .Where(item => item.Item2.Count > 0)
                .OrderByDescending(item => item.meeting.StartsAt),
        ];
    }

    private static bool IsTrash(Call call) => call.Query("trash") is "true" or "True";

    private static bool Asked(Call call, MeetingInstance meeting) =>
        call.Query("meeting_id") is not { Length: > 0 } number
        || meeting.Number.ToString(CultureInfo.InvariantCulture) == number;

    private List<RecordingFile> FilesOf(MeetingInstance meeting, bool fromTrash, bool singleFiles) =>
        (fromTrash, singleFiles) switch
        {
            (false, _) => meeting.TrashedAt is null ? [.. meeting.Files.Where(file => file.IsListed)] : [],
            (true, false) => Trash.Holds(meeting.TrashedAt, Now) ? meeting.Files : [],
            _ => meeting.TrashedAt is null ? [.. meeting.Files.Where(file => Trash.Holds(file.TrashedAt, Now))] : [],
        };

    private Task ReadAsync(Call call)
    {
        JsonObject body;
        lock (World.Gate)
        {
            var (meeting, missing) = finder.Find(call);
            if (meeting is null)
            {
                return call.ErrorAsync(missing!);
            }

            var files = FilesOf(meeting, fromTrash: false, singleFiles: false);
            if (files.Count == 0)
            {
                return call.ErrorAsync(ZoomError.NoRecording);
            }

            body = RecordingShapes.Meeting(meeting, files, call.WebOrigin);
            body["password"] = meeting.Passcode;
            if (AddToken(call, meeting, body) is { } wrongLife)
            {
                return call.ErrorAsync(wrongLife);
            }

            if (meeting.ParticipantAudio.Count > 0)
            {
                body["participant_audio_files"] = new JsonArray(
                    [.. meeting.ParticipantAudio.Select(file => RecordingShapes.ParticipantFile(file, call.WebOrigin))]);
            }
        }

        return call.JsonAsync(StatusCodes.Status200OK, body);
    }

    private ZoomError? AddToken(Call call, MeetingInstance meeting, JsonObject body)
    {
        if (call.Query("include_fields") is not { } fields || !fields.Split(',').Contains("download_access_token"))
        {
            return null;
        }

        var life = state.Switches.DownloadTokenLife;
        if (call.Query("ttl") is { Length: > 0 } ttl)
        {
            if (!int.TryParse(ttl, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > LongestLife)
            {
                return ZoomError.Invalid("ttl", $"The ttl must be a number from 0 to {LongestLife}.");
            }

            life = TimeSpan.FromSeconds(seconds);
        }

        body["download_access_token"] = state.Tokens.Issue(TokenKind.Download, life, meeting.Uuid).Value;
        return null;
    }
}
