namespace Reconvene.Simulator.Control;

/// <summary>What one user has allowed one app.</summary>
/// <param name="Number">Counted from one, in the order of the consents.</param>
/// <param name="ClientId">The app.</param>
/// <param name="UserEmail">The user.</param>
/// <param name="Scopes">The scopes of its tokens.</param>
/// <param name="Generation">Which pair is the newest: one after the consent, one more after each refresh.</param>
/// <param name="IsEnded">It was revoked, taken back in Zoom, or followed by another consent.</param>
public sealed record GrantView(
    int Number, string ClientId, string UserEmail, IReadOnlyList<string> Scopes, int Generation, bool IsEnded);
