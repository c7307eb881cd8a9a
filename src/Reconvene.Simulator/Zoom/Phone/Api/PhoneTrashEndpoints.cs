using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Reconvene.Simulator.Control.Limits;
using Reconvene.Simulator.Zoom.Api;
using Reconvene.Simulator.Zoom.Http;
using Reconvene.Simulator.Zoom.Phone.Events;
using Reconvene.Simulator.Zoom.Phone.Worlds;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.Phone.Api;

/// <summary>Putting call recordings into the trash and taking them out; whether they delete themselves.</summary>
internal sealed class PhoneTrashEndpoints(SimulatorState state, ApiGuard guard)
{
    public IEnumerable<Route> Routes =>
    [
        new("DELETE", "/v2/phone/recordings/{recording}", guard.Needs(PhoneScopeSets.DeleteRecording, DeleteAsync)) { Label = LimitLabel.Light },
        new("PATCH", "/v2/phone/recordings/{recording}", guard.Needs(PhoneScopeSets.ChangeRecording, ChangeAsync)) { Label = LimitLabel.Light },
        new("PUT", "/v2/phone/recordings/{recording}/status", guard.Needs(PhoneScopeSets.ChangeRecording, RecoverAsync)) { Label = LimitLabel.Light },
    ];

    private Task DeleteAsync(Call call)
    {
        lock (state.World.Gate)
        {
            if (Find(call) is not { TrashedAt: null } found)
            {
                return call.ErrorAsync(PhoneErrors.NoRecording(call.Segment("recording")));
            }

            found.TrashedAt = state.Clock.GetUtcNow();
            state.Webhooks.SendLater(
                state.Hearers.OfPhone(found.Call.Owner, PhoneEvents.Deleted), PhoneEvents.Gone(PhoneEvents.Deleted, found, state));
        }

        call.Empty(StatusCodes.Status204NoContent);
        return Task.CompletedTask;
    }

    private async Task ChangeAsync(Call call)
    {
        var wish = (await call.BodyAsync())["auto_delete_enable"];
        var error = Apply(call, found =>
        {
            if (wish is not JsonValue value || !value.TryGetValue(out bool enable))
            {
                return ZoomError.Invalid("auto_delete_enable", "The value must be true or false.");
            }

            found.AutoDeletes = enable;
            return null;
        });
        await AnswerAsync(call, error);
    }

    private async Task RecoverAsync(Call call)
    {
        var action = (await call.BodyAsync())["action"]?.ToString();
        var error = Apply(call, found =>
        {
            if (action != "recover")
            {
                return ZoomError.Invalid("action", "The action must be recover.");
            }

            if (!Trash.Holds(found.TrashedAt, state.Clock.GetUtcNow()))
            {
                return PhoneErrors.NoRecording(found.Id);
            }

            found.TrashedAt = null;
            return null;
        });
        await AnswerAsync(call, error);
    }

    private ZoomError? Apply(Call call, Func<PhoneRecording, ZoomError?> change)
    {
        lock (state.World.Gate)
        {
            return Find(call) is { } found ? change(found) : PhoneErrors.NoRecording(call.Segment("recording"));
        }
    }

    private PhoneRecording? Find(Call call) =>
        state.Phone.FindRecording(call.Segment("recording")) is { } found && call.Viewer.Sees(found.Call.Owner) ? found : null;

    private static Task AnswerAsync(Call call, ZoomError? error)
    {
        if (error is not null)
        {
            return call.ErrorAsync(error);
        }

        call.Empty(StatusCodes.Status204NoContent);
        return Task.CompletedTask;
    }
}
