namespace Reconvene.Simulator.Zoom.OAuth;

/// <summary>What the token endpoint gives; without a refresh token when no user was asked.</summary>
internal sealed record TokenPair(IssuedToken Access, RefreshToken? Refresh);
