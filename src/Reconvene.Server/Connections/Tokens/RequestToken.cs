using Reconvene.Server.ZoomApps;
using Reconvene.Zoom;
using Reconvene.Zoom.OAuth;

namespace Reconvene.Server.Connections.Tokens;

/// <summary>One request to the token endpoint, by the grant of the connection.</summary>
internal sealed class RequestToken(ZoomAppCredentials apps, ZoomOAuth oauth)
{
    /// <summary>What the request shows to Zoom, so that it needs no database; rejected when there is nothing to show.</summary>
    public async Task<ZoomResult<ZoomAppCredential>> PrepareAsync(ConnectionToken row, CancellationToken cancellation)
    {
        if (row.IsUserGrant && row.Token?.RefreshToken is null)
        {
            return Rejected(
                OAuthProblem.GrantDead,
                $"The access token of connection {row.Key.Connection.Value} has ended or is refused, and no refresh token came with it: reconnect it.");
        }

        var client = await apps.FindAsync(row.Key.Tenant, row.App, cancellation);
        return client is { ClientSecret.IsEmpty: false, ClientId.Length: > 0 }
            ? ZoomResult.Ok(client)
            : Rejected(
                OAuthProblem.ClientRejected,
                $"The Zoom app of connection {row.Key.Connection.Value} has no client id and secret: set them on the app or on the connection.");
    }

    public Task<ZoomResult<ZoomToken>> RunAsync(
        ConnectionToken row, ZoomAppCredential client, CancellationToken cancellation) =>
        row.IsUserGrant
            ? RefreshAsync(row, client, cancellation)
            : oauth.RequestServerToServerAsync(row.AccountId, client.ClientId, client.ClientSecret, cancellation);

    /// <summary>An answer that brings no new refresh token leaves the old one in force.</summary>
    private async Task<ZoomResult<ZoomToken>> RefreshAsync(
        ConnectionToken row, ZoomAppCredential client, CancellationToken cancellation)
    {
        var refresh = row.Token!.RefreshToken!.Value;
        var result = await oauth.RefreshAsync(refresh, client.ClientId, client.ClientSecret, cancellation);
        return result is ZoomResult<ZoomToken>.Ok({ RefreshToken: null } token)
            ? ZoomResult.Ok(token with { RefreshToken = refresh })
            : result;
    }

    private static ZoomResult<ZoomAppCredential> Rejected(OAuthProblem problem, string reason) =>
        ZoomResult.Failed<ZoomAppCredential>(new(ZoomFailureKind.CredentialRejected, reason) { OAuthProblem = problem });
}
