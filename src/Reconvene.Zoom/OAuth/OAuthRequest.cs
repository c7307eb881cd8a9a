using System.Diagnostics;

namespace Reconvene.Zoom.OAuth;

/// <summary>What is asked of the token endpoint; one answer may mean different things for each.</summary>
internal enum OAuthPurpose
{
    ServerToServer,
    Code,
    Refresh,
    Revocation,
}

/// <summary>One request to the token endpoint.</summary>
internal sealed record OAuthRequest(
    OAuthPurpose Purpose, KeyValuePair<string, string>[] Form, string ClientId, Secret ClientSecret)
{
    public string Path => Purpose == OAuthPurpose.Revocation ? "/revoke" : "/token";

    /// <summary>The thing done, in words that follow "cannot".</summary>
    public string What => Purpose switch
    {
        OAuthPurpose.ServerToServer => "get a token",
        OAuthPurpose.Code => "exchange the authorization code",
        OAuthPurpose.Refresh => "renew the token",
        OAuthPurpose.Revocation => "revoke the token",
        _ => throw new UnreachableException(),
    };
}

/// <summary>What came back.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The bytes.</param>
/// <param name="SentAt">When the request was sent.</param>
/// <param name="Error">The failure that the status or the body tells of.</param>
internal sealed record OAuthAnswer(int Status, ReadOnlyMemory<byte> Body, DateTimeOffset SentAt, ZoomFailure? Error);
