using Reconvene.Simulator.Zoom.Apps;
using Reconvene.Simulator.Zoom.Phone.Worlds;

namespace Reconvene.Simulator.Zoom.Phone.Events;

/// <summary>Which apps an event of Zoom Phone is sent for: those that would hear of the owner, as far as their scopes go.</summary>
internal static class PhoneHearers
{
    public static IReadOnlyList<ZoomApp> OfPhone(this Hearers hearers, PhoneOwner owner, string name)
    {
        var (granular, classic) = PhoneEvents.ScopeOf(name);
        string[] wanted = [granular, granular + ":admin", classic, classic + ":admin", "phone:read", "phone:read:admin"];
        var candidates = owner.User is { } user ? hearers.Of(user) : hearers.OfAccount(owner.AccountId);
        return [.. candidates.Where(app => hearers.ScopesOf(app).Intersect(wanted, StringComparer.Ordinal).Any())];
    }
}
