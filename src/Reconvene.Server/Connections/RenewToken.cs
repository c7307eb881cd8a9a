using Reconvene.Server.ZoomApps;
using Reconvene.Zoom;
using Reconvene.Zoom.OAuth;

namespace Reconvene.Server.Connections;

/// <summary>Asks Zoom for a new token and puts it on record before anyone uses it.</summary>
internal sealed class RenewToken(
    ZoomAppCredentials apps, ZoomOAuth oauth, TokenStore tokens, RejectConnection reject)
{
    public async Task<ZoomResult<ZoomToken>> RunAsync(ConnectionToken row, CancellationToken cancellation)
    {
        if (await apps.FindAsync(row.Tenant, row.App, cancellation) is not { ClientSecret.IsEmpty: false } client)
        {
            return ZoomResult.Failed<ZoomToken>(new(
                ZoomFailureKind.CredentialRejected,
                $"The Zoom app of connection {row.Connection.Value} has no client secret: set it on the app or on the connection."));
        }

        var result = await oauth.RequestServerToServerAsync(
            row.AccountId, client.ClientId, client.ClientSecret, cancellation);
        switch (result)
        {
            case ZoomResult<ZoomToken>.Ok(var token):
                return await tokens.StoreAsync(row, token, cancellation)
                    ? result
                    : await WinnersAsync(row, cancellation);
            case ZoomResult<ZoomToken>.Failed({ Kind: ZoomFailureKind.CredentialRejected } failure):
                await reject.RunAsync(row, failure.Reason, cancellation);
                return result;
            default:
                return result;
        }
    }

    /// <summary>What another writer put on record. Nothing, when new credentials came: then ours is of the old ones.</summary>
    private async Task<ZoomResult<ZoomToken>> WinnersAsync(ConnectionToken row, CancellationToken cancellation) =>
        await tokens.FindAsync(row.Tenant, row.Connection, cancellation) is { Token: { } winner }
            ? ZoomResult.Ok(winner)
            : ZoomResult.Failed<ZoomToken>(new(
                ZoomFailureKind.Unavailable,
                $"Connection {row.Connection.Value} was changed while a token was asked for: try again."));
}
