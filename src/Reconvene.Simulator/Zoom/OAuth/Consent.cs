using Reconvene.Simulator.Zoom.Apps;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.OAuth;

/// <summary>Who may allow an app, and what follows.</summary>
internal sealed class Consent(World world, GrantStore grants, SimulatorSwitches switches)
{
    public IReadOnlyList<ZoomUser> Users(ZoomApp app) => [.. world.Users.Where(app.MayBeAllowedBy)];

    /// <summary>The one who is signed in to Zoom in this browser, when a switch says so.</summary>
    public ZoomUser? SignedIn(ZoomApp app) =>
        switches.SignedInUser is { } who && world.FindUser(who) is { } user && app.MayBeAllowedBy(user) ? user : null;

    public (Uri? Callback, OAuthError? Error) Allow(AuthorizeRequest request, string who) =>
        world.FindUser(who) is { } user && request.App.MayBeAllowedBy(user)
            ? (request.Allowed(grants.IssueCode(request, user)), null)
            : (null, OAuthError.WrongRequest($"User '{who}' cannot allow this app: expected an active user of its account."));
}
