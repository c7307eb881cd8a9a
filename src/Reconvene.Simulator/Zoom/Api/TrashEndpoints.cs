using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Reconvene.Simulator.Control.Limits;
using Reconvene.Simulator.Zoom.Http;
using Reconvene.Simulator.Zoom.Lives;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.Api;

/// <summary>Putting recordings into the trash, taking them out again, and deleting them for good.</summary>
internal sealed class TrashEndpoints(SimulatorState state, ApiGuard guard, MeetingFinder finder)
{
    private readonly RecordingLife _life = new(state);

    public IEnumerable<Route> Routes =>
    [
        new("DELETE", "/v2/meetings/{meeting}/recordings", guard.Needs(Scopes.DeleteMeetingRecording, DeleteMeetingAsync)) { Label = LimitLabel.Light },
        new("DELETE", "/v2/meetings/{meeting}/recordings/{file}", guard.Needs(Scopes.DeleteRecordingFile, DeleteFileAsync)) { Label = LimitLabel.Light },
        new("PUT", "/v2/meetings/{meeting}/recordings/status", guard.Needs(Scopes.RecoverMeetingRecordings, RecoverMeetingAsync)) { Label = LimitLabel.Light },
        new("PUT", "/v2/meetings/{meeting}/recordings/{file}/status", guard.Needs(Scopes.RecoverRecordingFile, RecoverFileAsync)) { Label = LimitLabel.Light },
    ];

    private Task DeleteMeetingAsync(Call call) => ChangeAsync(call, meeting => ActionOf(call) switch
    {
        null => WrongAction,
        "trash" => Announce(meeting, _life.Trash(meeting)),
        _ => Announce(meeting, _life.Delete(meeting)),
    });

    private Task DeleteFileAsync(Call call) => ChangeAsync(call, meeting => (ActionOf(call), FileOf(call, meeting)) switch
    {
        (null, _) => WrongAction,
        (_, null) => ZoomError.NoRecording,
        ("trash", { } file) => Announce(meeting, _life.Trash(meeting, file)),
        (_, { } file) => Announce(meeting, _life.Delete(meeting, file)),
    });

    private async Task RecoverMeetingAsync(Call call)
    {
        var wanted = await WantsRecoveryAsync(call);
        await ChangeAsync(
            call, meeting => wanted ? Announce(meeting, _life.Recover(meeting)) : WrongRecovery, StatusCodes.Status200OK);
    }

    private async Task RecoverFileAsync(Call call)
    {
        var wanted = await WantsRecoveryAsync(call);
        await ChangeAsync(call, meeting => (wanted, FileOf(call, meeting)) switch
        {
            (false, _) => WrongRecovery,
            (_, null) => ZoomError.NoRecording,
            (_, { } file) => Announce(meeting, _life.Recover(meeting, file)),
        });
    }

    private Task ChangeAsync(Call call, Func<MeetingInstance, ZoomError?> change, int status = StatusCodes.Status204NoContent)
    {
        lock (state.World.Gate)
        {
            var (meeting, error) = finder.Find(call);
            error ??= change(meeting!);
            if (error is not null)
            {
                return call.ErrorAsync(error);
            }
        }

        call.Empty(status);
        return Task.CompletedTask;
    }

    private ZoomError? Announce(MeetingInstance meeting, JsonObject? told)
    {
        if (told is null)
        {
            return ZoomError.NoRecording;
        }

        state.Webhooks.SendLater(state.Hearers.Of(meeting), told);
        return null;
    }

    private static RecordingFile? FileOf(Call call, MeetingInstance meeting) =>
        meeting.Everything.FirstOrDefault(file => file.Id == call.Segment("file"));

    private static string? ActionOf(Call call) => call.Query("action") switch
    {
        null or "" or "trash" => "trash",
        "delete" => "delete",
        _ => null,
    };

    private static async Task<bool> WantsRecoveryAsync(Call call) =>
        (await call.BodyAsync())["action"]?.ToString() == "recover";

    private static ZoomError WrongAction => ZoomError.Invalid("action", "The action must be trash or delete.");

    private static ZoomError WrongRecovery => ZoomError.Invalid("action", "The action must be recover.");
}
