using Reconvene.Simulator.Control;
using Reconvene.Simulator.Zoom.OAuth;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.Apps;

/// <summary>Which apps an event is sent for: those of the account, those of its master, and those that the host has allowed.</summary>
internal sealed class Hearers(World world, AppRegistry apps, GrantStore grants)
{
    public IReadOnlyList<ZoomApp> Of(MeetingInstance meeting) => Of(meeting.Host);

    public IReadOnlyList<ZoomApp> Of(ZoomUser user) => [.. apps.All.Where(app => app.IsEnabled && Hears(app, user))];

    /// <summary>What belongs to an account and to no user: apps that users consent to do not hear of it.</summary>
    public IReadOnlyList<ZoomApp> OfAccount(string accountId) =>
        [.. Of(world.FindAccount(accountId)!.Owner).Where(app => app.Kind != AppKind.UserManaged)];

    public IReadOnlyList<string> ScopesOf(ZoomApp app) => apps.ScopesOf(app);

    private bool Hears(ZoomApp app, ZoomUser host) => app.Kind switch
    {
        AppKind.UserManaged => grants.FindLive(app, host) is not null,
        AppKind.Master => app.AccountId == host.AccountId || app.AccountId == world.AccountOf(host).MasterId,
        _ => app.AccountId == host.AccountId,
    };
}
