using Reconvene.Simulator.Zoom.Api;
using Reconvene.Simulator.Zoom.Phone.Worlds;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.Phone.Api;

/// <summary>What a token sees of Zoom Phone.</summary>
internal static class PhoneReach
{
    public static bool Sees(this Viewer viewer, PhoneOwner owner) => owner.User is { } user
        ? user.State == UserState.Deleted ? viewer.User is null && owner.AccountId == viewer.AccountId : viewer.Sees(user)
        : viewer.User is null && owner.AccountId == viewer.AccountId;
}
