using Reconvene.Simulator.Zoom.Http;

namespace Reconvene.Simulator.Control.Lives;

/// <summary>The control calls over HTTP about the life of recordings and users; each is one member of <see cref="LifeControl"/>.</summary>
internal sealed class LifeControlEndpoints(LifeControl control)
{
    public IEnumerable<Route> Routes =>
    [
        ControlEndpoints.Post("recording/trash", call => ChangeAsync(call, LifeAction.Trash)),
        ControlEndpoints.Post("recording/recover", call => ChangeAsync(call, LifeAction.Recover)),
        ControlEndpoints.Post("recording/delete", call => ChangeAsync(call, LifeAction.Delete)),
        ControlEndpoints.Post("recording/batch", ChangeManyAsync),
        ControlEndpoints.Post("user/activate", call => ChangeUserAsync(call, UserChange.Activate)),
        ControlEndpoints.Post("user/deactivate", call => ChangeUserAsync(call, UserChange.Deactivate)),
        ControlEndpoints.Post("user/delete", call => ChangeUserAsync(call, UserChange.Delete)),
    ];

    private async Task ChangeAsync(Call call, LifeAction action)
    {
        var which = await ControlEndpoints.ReadAsync<RecordingChange>(call);
        await ControlEndpoints.AnswerAsync(call, await control.ChangeAsync(action, which, call.Cancellation));
    }

    private async Task ChangeManyAsync(Call call)
    {
        var change = await ControlEndpoints.ReadAsync<BatchChange>(call);
        await ControlEndpoints.AnswerAsync(call, await control.ChangeManyAsync(change, call.Cancellation));
    }

    private async Task ChangeUserAsync(Call call, UserChange change)
    {
        var wish = await ControlEndpoints.ReadAsync<UserWish>(call);
        await ControlEndpoints.AnswerAsync(call, await control.ChangeUserAsync(wish.User, change, call.Cancellation));
    }

    private sealed record UserWish(string User);
}
