using System.Globalization;
using Microsoft.AspNetCore.Http;
using Reconvene.Simulator.Control.Limits;
using Reconvene.Simulator.Zoom.Http;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.Api;

/// <summary>Scheduling a meeting, reading it and taking it off again.</summary>
internal sealed class MeetingEndpoints(SimulatorState state, ApiGuard guard)
{
    private readonly MeetingWishes _wishes = new(state);

    public IEnumerable<Route> Routes =>
    [
        new("POST", "/v2/users/{user}/meetings", guard.Needs(Scopes.CreateMeeting, CreateAsync)) { Label = LimitLabel.Light },
        new("GET", "/v2/meetings/{meeting}", guard.Needs(Scopes.ReadMeeting, ReadAsync)) { Label = LimitLabel.Light },
        new("DELETE", "/v2/meetings/{meeting}", guard.Needs(Scopes.DeleteMeeting, DeleteAsync)) { Label = LimitLabel.Light },
    ];

    private async Task CreateAsync(Call call)
    {
        var (host, unknown) = call.Viewer.Find(call.Segment("user"), state.World, Scopes.CreateMeeting);
        if (host is not { State: UserState.Active })
        {
            await call.ErrorAsync(unknown ?? ZoomError.MayNotHost);
            return;
        }

        var (meeting, error) = _wishes.Read(await call.JsonBodyAsync(), host);
        if (meeting is null)
        {
            await call.ErrorAsync(error!);
            return;
        }

        lock (state.World.Gate)
        {
            state.World.Scheduled.Add(meeting);
        }

        await call.JsonAsync(StatusCodes.Status201Created, MeetingShapes.Whole(meeting, call.WebOrigin));
    }

    private Task ReadAsync(Call call)
    {
        var (meeting, error) = Find(call);
        return meeting is null
            ? call.ErrorAsync(error!)
            : call.JsonAsync(StatusCodes.Status200OK, MeetingShapes.Whole(meeting, call.WebOrigin));
    }

    private Task DeleteAsync(Call call)
    {
        var (meeting, error) = Find(call);
        if (meeting is null)
        {
            return call.ErrorAsync(error!);
        }

        lock (state.World.Gate)
        {
            state.World.Scheduled.Remove(meeting);
        }

        call.Empty(StatusCodes.Status204NoContent);
        return Task.CompletedTask;
    }

    private (ScheduledMeeting? Meeting, ZoomError? Error) Find(Call call)
    {
        var named = call.Segment("meeting");
        if (!long.TryParse(named, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return (null, ZoomError.Invalid("meetingId", "Invalid meeting id."));
        }

        lock (state.World.Gate)
        {
            var found = state.World.Scheduled.Find(meeting => meeting.Number == number && call.Viewer.Sees(meeting.Host));
            return found is null ? (null, ZoomError.NoMeeting(named)) : (found, null);
        }
    }
}
