using Reconvene.Server.Platform.Data;
using Reconvene.Server.ZoomApps;
using Reconvene.Zoom;
using Reconvene.Zoom.OAuth;

namespace Reconvene.Server.Connections;

/// <summary>Asks Zoom for a new token and puts it on record before anyone uses it.</summary>
internal sealed partial class RenewToken(
    Database database, ZoomAppCredentials apps, ZoomOAuth oauth, TokenStore tokens, ConnectionStore connections,
    ILogger<RenewToken> logger)
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
                    : await WinnersAsync(row, cancellation) ?? result;
            case ZoomResult<ZoomToken>.Failed({ Kind: ZoomFailureKind.CredentialRejected } failure):
                await RejectAsync(row, failure.Reason, cancellation);
                return result;
            default:
                return result;
        }
    }

    private async Task<ZoomResult<ZoomToken>?> WinnersAsync(ConnectionToken row, CancellationToken cancellation) =>
        await tokens.FindAsync(row.Tenant, row.Connection, cancellation) is { Token: { } winner }
            ? ZoomResult.Ok(winner)
            : null;

    private async Task RejectAsync(ConnectionToken row, string reason, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        var marked = await connections.MarkNeedsReauthAsync(
            work, row.Tenant, row.Connection, row.Version, reason, cancellation);
        await work.CommitAsync(cancellation);
        if (marked > 0)
        {
            Log.NeedsReauth(logger, row.Connection.Value, reason);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Connection {ConnectionId} needs new credentials: {Reason}")]
        public static partial void NeedsReauth(ILogger logger, long connectionId, string reason);
    }
}
