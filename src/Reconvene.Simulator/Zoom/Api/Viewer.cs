using Reconvene.Simulator.Zoom.Http;
using Reconvene.Simulator.Zoom.OAuth;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.Api;

/// <summary>How far a token reaches: into one account, and of it to one user when a user has consented.</summary>
internal sealed record Viewer(string AccountId, ZoomUser? User)
{
    public static Viewer Nobody { get; } = new("", null);

    public static Viewer Of(IssuedToken token) => new(token.AccountId, token.Grant?.User);

    public bool Sees(ZoomUser user) =>
        user.AccountId == AccountId && user.State != UserState.Deleted && (User is null || user == User);

    public bool Sees(MeetingInstance meeting) => Sees(meeting.Host);

    /// <summary>By id, e-mail or <c>me</c>: the user who consented, or the owner of the account when none was asked.</summary>
    public (ZoomUser? User, ZoomError? Error) Find(string who, World world, ScopeSet needed)
    {
        var found = who == "me" ? User ?? world.FindAccount(AccountId)?.Owner : world.FindUser(who);
        if (found is null || found.AccountId != AccountId)
        {
            return (null, ZoomError.NoUser(who));
        }

        return Sees(found) ? (found, null) : (null, ZoomError.MissingScopes(needed.Granular.Where(Scopes.IsForAccounts)));
    }
}
