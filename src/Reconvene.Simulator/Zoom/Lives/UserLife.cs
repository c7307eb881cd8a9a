using System.Text.Json.Nodes;
using Reconvene.Simulator.Control.Lives;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.Lives;

/// <summary>Users come back, rest and go. The caller holds the world's gate and sends the event.</summary>
internal sealed class UserLife(SimulatorState state)
{
    public JsonObject Change(ZoomUser user, UserChange change)
    {
        if (user.State == UserState.Pending)
        {
            throw new ArgumentException($"User '{user.Email}' has not accepted the invitation yet: choose another.", nameof(user));
        }

        if (change != UserChange.Activate && state.World.AccountOf(user).Owner == user)
        {
            throw new ArgumentException($"User '{user.Email}' owns the account and stays: choose another.", nameof(user));
        }

        user.State = change switch
        {
            UserChange.Activate => UserState.Active,
            UserChange.Deactivate => UserState.Inactive,
            _ => UserState.Deleted,
        };
        if (user.State == UserState.Deleted)
        {
            state.Grants.EndAllOf(user);
        }

        return LifeEvents.User(NameOf(change), user, state);
    }

    private static string NameOf(UserChange change) => change switch
    {
        UserChange.Activate => "user.activated",
        UserChange.Deactivate => "user.deactivated",
        _ => "user.deleted",
    };
}
