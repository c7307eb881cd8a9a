using Reconvene.Server.ZoomApps;
using Reconvene.Zoom.OAuth;

namespace Reconvene.Server.Connections.Tokens;

/// <summary>What is on record of a token.</summary>
/// <param name="Key">Whose it is.</param>
/// <param name="App">The Zoom app that asks for it.</param>
/// <param name="AccountId">The account that a Server-to-Server token is asked for.</param>
/// <param name="IsUserGrant">Whether it is renewed by its refresh token.</param>
/// <param name="NeedsReauth">Whether Zoom refuses the connection until a person acts.</param>
/// <param name="Reason">Why.</param>
/// <param name="Token">The token, its end and its refresh token; null when none is kept.</param>
/// <param name="Version">Fences writers.</param>
internal sealed record ConnectionToken(
    TokenKey Key,
    ZoomAppId App,
    string AccountId,
    bool IsUserGrant,
    bool NeedsReauth,
    string? Reason,
    ZoomToken? Token,
    long Version);
