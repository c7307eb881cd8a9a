using Reconvene.Simulator.Zoom.Apps;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.OAuth;

/// <summary>What one user has allowed one app. It has one live pair of tokens; another consent ends it and begins a new one.</summary>
internal sealed class Grant(int number, ZoomApp app, ZoomUser user, IReadOnlyList<string> scopes)
{
    public int Number { get; } = number;

    public ZoomApp App { get; } = app;

    public ZoomUser User { get; } = user;

    /// <summary>As they were at the consent: a later change of the app does not reach them.</summary>
    public IReadOnlyList<string> Scopes { get; } = scopes;

    /// <summary>Which pair is the newest; one after the consent, one more after each refresh.</summary>
    public int Generation { get; set; } = 1;

    public bool IsEnded { get; set; }
}
