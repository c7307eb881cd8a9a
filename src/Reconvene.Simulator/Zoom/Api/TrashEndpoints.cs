using Microsoft.AspNetCore.Http;
using Reconvene.Simulator.Control.Limits;
using Reconvene.Simulator.Zoom.Http;
using Reconvene.Simulator.Zoom.Webhooks;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.Api;

/// <summary>Putting recordings into the trash, taking them out again, and deleting them for good.</summary>
internal sealed class TrashEndpoints(SimulatorState state, ApiGuard guard, MeetingFinder finder)
{
    public IEnumerable<Route> Routes =>
    [
        new("DELETE", "/v2/meetings/{meeting}/recordings", guard.Needs(Scopes.DeleteMeetingRecording, DeleteMeetingAsync)) { Label = LimitLabel.Light },
        new("DELETE", "/v2/meetings/{meeting}/recordings/{file}", guard.Needs(Scopes.DeleteRecordingFile, DeleteFileAsync)) { Label = LimitLabel.Light },
        new("PUT", "/v2/meetings/{meeting}/recordings/status", guard.Needs(Scopes.RecoverMeetingRecordings, RecoverMeetingAsync)) { Label = LimitLabel.Light },
        new("PUT", "/v2/meetings/{meeting}/recordings/{file}/status", guard.Needs(Scopes.RecoverRecordingFile, RecoverFileAsync)) { Label = LimitLabel.Light },
    ];

    private DateTimeOffset Now => state.Clock.GetUtcNow();

    private Task DeleteMeetingAsync(Call call) => ChangeAsync(call, meeting =>
    {
        if (ActionOf(call) is not { } action)
        {
            return WrongAction;
        }

        if (meeting.Files.Count == 0 || (meeting.TrashedAt is not null && action == "trash"))
        {
            return ZoomError.NoRecording;
        }

        Announce(EventNames.Of(action), meeting, meeting.Files);
        if (action == "trash")
        {
            meeting.TrashedAt = Now;
            return null;
        }

        meeting.Files.Clear();
        meeting.ParticipantAudio.Clear();
        return null;
    });

    private Task DeleteFileAsync(Call call) => ChangeAsync(call, meeting =>
    {
        if (ActionOf(call) is not { } action)
        {
            return WrongAction;
        }

        if (FileOf(call, meeting) is not { } file || (file.TrashedAt is not null && action == "trash"))
        {
            return ZoomError.NoRecording;
        }

        Announce(EventNames.Of(action), meeting, [file]);
        if (action == "trash")
        {
            file.TrashedAt = Now;
            return null;
        }

        meeting.Files.Remove(file);
        meeting.ParticipantAudio.Remove(file);
        return null;
    });

    private async Task RecoverMeetingAsync(Call call)
    {
        var wanted = await WantsRecoveryAsync(call);
        await ChangeAsync(call, meeting =>
        {
            if (!wanted)
            {
                return WrongRecovery;
            }

            if (!Trash.Holds(meeting.TrashedAt, Now))
            {
                return ZoomError.NoRecording;
            }

            meeting.TrashedAt = null;
            Announce(EventNames.Recovered, meeting, meeting.Files);
            return null;
        }, StatusCodes.Status200OK);
    }

    private async Task RecoverFileAsync(Call call)
    {
        var wanted = await WantsRecoveryAsync(call);
        await ChangeAsync(call, meeting =>
        {
            if (!wanted)
            {
                return WrongRecovery;
            }

            if (FileOf(call, meeting) is not { } file || !Trash.Holds(file.TrashedAt, Now))
            {
                return ZoomError.NoRecording;
            }

            file.TrashedAt = null;
            Announce(EventNames.Recovered, meeting, [file]);
            return null;
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

    private void Announce(string name, MeetingInstance meeting, IReadOnlyList<RecordingFile> files) =>
        state.Webhooks.SendLater(state.Hearers.Of(meeting), EventShapes.Recording(name, meeting, files, state));

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
