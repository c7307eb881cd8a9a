using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.Phone.Worlds;

/// <summary>Who a call recording or a voicemail belongs to: a user, or a queue that several people answer.</summary>
internal sealed record PhoneOwner(string Type, string Id, string Name, int Extension, string AccountId, ZoomUser? User)
{
    public static PhoneOwner Of(ZoomUser user, int extension) =>
        new("user", user.Id!, user.DisplayName, extension, user.AccountId, user);
}
